import type { TableQuery } from '../../runtime/clients.js';
import { type IndexKeys, type KeyPart, keyPart } from '../../runtime/item-keys.js';
import type { Sql } from './database.js';
import { Selection } from './selection.js';

/** Attribute of an item. Names of keys are letters, digits and underscores. */
const attribute = ({ name }: KeyPart) => `json_extract(item, '$.${name}')`;
/** Column that orders an index without a sort key. */
const NO_SORT = "''";

/**
 * Creates the index that a query uses, unless it exists: a table older than its index receives it this way, with all of
 * its items.
 * @see https://www.sqlite.org/expridx.html
 */
export function createIndex(name: string, keys: IndexKeys): Sql {
  const columns = [attribute(keys.partitionKey), ...(keys.sortKey === undefined ? [] : [attribute(keys.sortKey)])];
  const id = `items_by_${name}_${[keys.partitionKey, keys.sortKey].map((key) => key?.name ?? '').join('_')}`;
  return [`CREATE INDEX IF NOT EXISTS "${id}" ON items (${columns.join(', ')}, pk, sk)`];
}

/**
 * One more than requested, which shows if there is another page. Items with the same sort key are ordered by their
 * keys.
 */
export function selectByIndex(query: TableQuery, { partitionKey, sortKey }: IndexKeys, limit: number): Sql {
  const { partition, descending = false, cursor } = query;
  const sort = sortKey === undefined ? NO_SORT : attribute(sortKey);
  const selection = new Selection().add(`${attribute(partitionKey)} = ?`, keyPart({ partition }, 'partition'));
  // SQLite has no boolean, and reads true as 1.
  selection.add(`json_type(item, '$.${partitionKey.name}') <> 'true'`);
  if (sortKey !== undefined) selection.add(`${sort} IS NOT NULL`).addRange(sort, query);
  if (cursor !== undefined) {
    const places = `(${sort}, pk, sk) ${descending ? '<' : '>'} (?, ?, ?)`;
    selection.add(places, ...(JSON.parse(cursor) as unknown[]));
  }
  return selection.sql(`${sort} AS sort, pk, sk, item`, [sort, 'pk', 'sk'], descending, limit + 1);
}
