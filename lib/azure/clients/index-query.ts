import type { TablePage, TableQuery } from '../../runtime/clients.js';
import { type IndexKeys, keyPart } from '../../runtime/item-keys.js';
import { fromStoredItem } from '../../runtime/stored-json.js';
import type { CosmosContainer, CosmosDocument } from './cosmos.js';
import { Conditions } from './sql.js';

type Item = Record<string, unknown>;
/** Values that order documents. The last two make them unique. */
type Place = readonly (string | number)[];

/**
 * Reads a page of an index. Each range of partitions returns a page, and the first items of all of them form the
 * result. The composite indexes of the container serve the order.
 */
export async function queryIndex(
  container: CosmosContainer,
  query: TableQuery,
  keys: IndexKeys,
  limit: number,
): Promise<TablePage<Item>> {
  const sign = query.descending ? -1 : 1;
  const ranges = await container.queryAll(select(query, keys, limit + 1));
  const found = ranges.flat().map((document) => ({ document, place: placeOf(document, keys) }));
  found.sort((one, other) => sign * compare(one.place, other.place));
  const page = found.slice(0, limit);
  return {
    items: page.map(({ document }) => fromStoredItem(document.item)),
    cursor: found.length > limit ? JSON.stringify(page.at(-1)?.place) : undefined,
  };
}

/** Path of an attribute in a query. */
const attribute = (name: string) => `c.item[${JSON.stringify(name)}]`;

function placeOf({ item, partition, id }: CosmosDocument, { sortKey }: IndexKeys): Place {
  const sort = sortKey && ((item as Item)[sortKey.name] as string | number);
  return sort === undefined ? [partition, id] : [sort, partition, id];
}

function select(query: TableQuery, { partitionKey, sortKey }: IndexKeys, limit: number) {
  const { partition, descending = false, cursor } = query;
  const sort = sortKey && attribute(sortKey.name);
  const order = [...(sort === undefined ? [] : [sort]), 'c.partition', 'c.id'];
  const conditions = new Conditions();
  conditions.add(`${attribute(partitionKey.name)} = ?`, keyPart({ partition }, 'partition'));
  if (sort !== undefined) conditions.add(`IS_DEFINED(${sort})`).addRange(sort, query);
  if (cursor !== undefined) addCursor(conditions, order, JSON.parse(cursor), descending);
  const by = [attribute(partitionKey.name), ...order].map((path) => `${path} ${descending ? 'DESC' : 'ASC'}`);
  return conditions.select(limit, ` ORDER BY ${by.join(', ')}`);
}

/** Adds the condition for everything after a position: `a > ? OR (a = ? AND b > ?) OR …`. */
function addCursor(conditions: Conditions, order: readonly string[], place: Place, descending: boolean): void {
  const operator = descending ? '<' : '>';
  const terms = order.map((path, index) => {
    const equal = order.slice(0, index).map((before) => `${before} = ?`);
    return `(${[...equal, `${path} ${operator} ?`].join(' AND ')})`;
  });
  conditions.add(`(${terms.join(' OR ')})`, ...order.flatMap((_, index) => place.slice(0, index + 1)));
}

/** Compares as the service sorts: text by its code points, not by UTF-16 units. */
function compare(one: Place, other: Place): number {
  for (const [index, value] of one.entries()) {
    const against = other[index];
    const order =
      typeof value === 'number'
        ? value - Number(against)
        : Buffer.compare(Buffer.from(value), Buffer.from(`${against}`));
    if (order !== 0) return order;
  }
  return 0;
}
