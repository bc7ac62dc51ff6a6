import { ConflictError } from '../../runtime/client-errors.js';
import type { TableClient, TableKey, TableQuery } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { azureCredential } from './azure-api.js';
import { type CosmosContainer, type CosmosDocument, createContainer } from './cosmos.js';

/** The names of the attributes that mean something. */
export interface TableOptions {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly timeToLive?: string;
}

type Item = Record<string, unknown>;

const PAGE = 100;
/** The id of an item that has no sort key. */
const ALONE = 'item';

/** The client of a table whose container's address is in the variable `name`. */
export function tableClient(name: string, options: TableOptions): BindingFactory {
  return (variables) => createTableClient(createContainer(String(variables[name]), azureCredential()), options);
}

/** `raw` is the container, by its REST API. */
export function createTableClient(raw: CosmosContainer, options: TableOptions): TableClient<Item, CosmosContainer> {
  return {
    raw,
    async get(key) {
      const { id, partition } = place(key, options);
      return (await raw.read(id, partition))?.item as Item | undefined;
    },
    async query(query) {
      const { limit = PAGE, partition } = query;
      // One more than is asked for, which tells whether there is another page.
      const found = await raw.query(partition, select(query, options, limit + 1));
      const page = found.slice(0, limit);
      const cursor = found.length > limit ? JSON.stringify(page.at(-1)!.sort) : undefined;
      return { items: page.map(({ item }) => item as Item), cursor };
    },
    async put(item, { ifAbsent = false } = {}) {
      const written = await raw.write(documentOf(item, options), !ifAbsent);
      if (!written) throw new ConflictError('There is an item of that key already');
    },
    async delete(key) {
      const { id, partition } = place(key, options);
      await raw.remove(id, partition);
    },
  };
}

/** @throws TypeError when part of the key is missing, or neither text nor a number */
function place(item: TableKey, { partitionKey, sortKey }: TableOptions) {
  const part = (name: string) => {
    const value = item[name];
    if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw new TypeError(`The key attribute ${name} is neither text nor a number: ${JSON.stringify(value)}`);
  };
  const sort = sortKey === undefined ? undefined : part(sortKey);
  return { partition: part(partitionKey), sort, id: sort === undefined ? ALONE : idOf(sort) };
}

/** An id may hold neither slashes nor marks of a URL; text and numbers are told apart. */
function idOf(sort: string | number): string {
  return `${typeof sort === 'number' ? 'n' : 's'}-${Buffer.from(String(sort)).toString('base64url')}`;
}

function documentOf(item: Item, options: TableOptions): CosmosDocument {
  const { id, partition, sort } = place(item as TableKey, options);
  const expires = options.timeToLive === undefined ? undefined : item[options.timeToLive];
  // Cosmos DB counts from the last write. What is over already lives a second more.
  const ttl = typeof expires === 'number' ? Math.max(1, Math.ceil(expires - Date.now() / 1000)) : undefined;
  return { id, partition, sort, item, ttl };
}

/** @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/ */
function select(query: TableQuery, { sortKey }: TableOptions, limit: number) {
  const { prefix, from, to, descending = false, cursor } = query;
  const conditions: string[] = [];
  const parameters: { name: string; value: unknown }[] = [];
  const add = (condition: string, value: unknown) => {
    const name = `@p${parameters.length}`;
    conditions.push(condition.replace('?', name));
    parameters.push({ name, value });
  };
  if (sortKey === undefined && (prefix ?? from ?? to) !== undefined)
    throw new TypeError('The table has no sort key: query by the partition alone.');
  if (prefix !== undefined && (from !== undefined || to !== undefined))
    throw new TypeError('A query takes a prefix, or from and to, of the sort key.');
  if (prefix !== undefined) add('STARTSWITH(c.sort, ?)', prefix);
  if (from !== undefined) add('c.sort >= ?', from);
  if (to !== undefined) add('c.sort <= ?', to);
  if (cursor !== undefined) add(descending ? 'c.sort < ?' : 'c.sort > ?', JSON.parse(cursor));
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const order = sortKey === undefined ? '' : ` ORDER BY c.sort ${descending ? 'DESC' : 'ASC'}`;
  return { query: `SELECT TOP ${limit} * FROM c${where}${order}`, parameters };
}
