import { ConflictError } from '../../runtime/client-errors.js';
import type { TableClient, TableKey, TableQuery } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { checkIndexKeys, checkQuery, keyPart, keysOf, type TableOptions } from '../../runtime/item-keys.js';
import { fromStoredItem, toStoredItem } from '../../runtime/stored-json.js';
import { azureCredential } from './azure-api.js';
import { type CosmosContainer, type CosmosDocument, createContainer } from './cosmos.js';
import { queryIndex } from './index-query.js';
import { Conditions } from './sql.js';

export type { TableOptions };

type Item = Record<string, unknown>;

const PAGE = 100;
/** Id of an item without a sort key. */
const ALONE = 'item';

/** Creates the client of a table whose container's address is in the variable `name`. */
export function tableClient(name: string, options: TableOptions): BindingFactory {
  return (variables) => createTableClient(createContainer(String(variables[name]), azureCredential()), options);
}

/** `raw` is the container, by its REST API. */
export function createTableClient(raw: CosmosContainer, options: TableOptions): TableClient<Item, CosmosContainer> {
  return {
    raw,
    async get(key) {
      const { id, partition } = place(key, options);
      const found = await raw.read(id, partition);
      return found && fromStoredItem(found.item);
    },
    async query(query) {
      const keys = keysOf(query, options);
      checkQuery(query, keys);
      const { limit = PAGE } = query;
      // One more than requested, which shows if there is another page.
      if (query.index !== undefined) return queryIndex(raw, query, keys, limit);
      const partition = keyPart({ partition: query.partition }, 'partition');
      const found = await raw.query(partition, select(query, options, limit + 1));
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      return { items: page.map(({ item }) => fromStoredItem(item)), cursor: last && JSON.stringify(last.sort) };
    },
    async put(item, { ifAbsent = false } = {}) {
      const written = await raw.write(documentOf(item, options), !ifAbsent);
      if (!written) throw new ConflictError('An item with that key exists');
    },
    async delete(key) {
      const { id, partition } = place(key, options);
      await raw.remove(id, partition);
    },
  };
}

/** @throws TypeError when part of the key is missing, or neither text nor a number */
function place(item: TableKey, { partitionKey, sortKey }: TableOptions) {
  const sort = sortKey === undefined ? undefined : keyPart(item, sortKey);
  return { partition: keyPart(item, partitionKey), sort, id: sort === undefined ? ALONE : idOf(sort) };
}

/** Encodes a sort key as an id, which may contain neither slashes nor reserved characters of a URL; text and numbers are distinguished. */
function idOf(sort: string | number): string {
  return `${typeof sort === 'number' ? 'n' : 's'}-${Buffer.from(String(sort)).toString('base64url')}`;
}

function documentOf(given: Item, options: TableOptions): CosmosDocument {
  const { id, partition, sort } = place(given as TableKey, options);
  checkIndexKeys(given, options.indexes);
  const expires = options.timeToLive === undefined ? undefined : given[options.timeToLive];
  // Cosmos DB counts from the last write. An item that has expired already lives for one more second.
  const ttl = typeof expires === 'number' ? Math.max(1, Math.ceil(expires - Date.now() / 1000)) : undefined;
  return { id, partition, sort, item: toStoredItem(given), ttl };
}

/** @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/ */
function select(query: TableQuery, { sortKey }: TableOptions, limit: number) {
  const { descending = false, cursor } = query;
  const conditions = new Conditions().addRange('c.sort', query);
  if (cursor !== undefined) conditions.add(descending ? 'c.sort < ?' : 'c.sort > ?', JSON.parse(cursor));
  const order = sortKey === undefined ? '' : ` ORDER BY c.sort ${descending ? 'DESC' : 'ASC'}`;
  return conditions.select(limit, order);
}
