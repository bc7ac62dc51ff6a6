import { ConflictError } from '../../runtime/client-errors';
import type { TableClient, TableKey, TableQuery } from '../../runtime/clients';
import { checkIndexKeys, checkQuery, type Indexes, type IndexKeys, keysOf } from '../../runtime/item-keys';
import { fromStoredItem, toStoredItem } from '../../runtime/stored-json';

/** Keys of a fake table. */
export interface FakeTableOptions {
  /** Attribute of the partition key. */
  readonly partitionKey: string;
  /** Attribute of the sort key. @default - none: one item a partition */
  readonly sortKey?: string;
  /** Secondary indexes, by their names: `{ byStatus: { partitionKey: { name: 'status' } } }`. @default - none */
  readonly indexes?: Indexes;
}

/** Item, or key of an item. */
type Item = Record<string, unknown>;
type KeyValue = string | number | bigint;

/** Maximum number of items in a page, unless the query sets it. */
const PAGE = 100;

/**
 * Table in memory, with the client of a real one: the values, numbers and errors are those of every provider. `raw` is
 * the list of its items.
 * @example
 * const ORDERS = fakes.table<Order>({ partitionKey: 'id' }, [{ id: '7', total: 20 }]);
 * const result = await invoke(entry, events.httpApi({ path: '/orders/7', route: 'GET /orders/{id}' }), { env: { ORDERS } });
 */
export function table<Content extends object = Item>(
  options: FakeTableOptions,
  items: readonly Content[] = [],
): TableClient<Content, { items(): Content[] }> {
  const stored = new Map<string, Item>();
  const write = (item: object) => {
    checkIndexKeys(item as Item, options.indexes);
    stored.set(idOf(item as Item, options), toStoredItem(item));
  };
  for (const item of items) write(item);
  const read = (item: Item) => fromStoredItem(item) as Content;
  return {
    raw: { items: () => [...stored.values()].map(read) },
    async get(key) {
      const found = stored.get(idOf(key, options));
      return found && read(found);
    },
    async query(query) {
      const { items: found, cursor } = pageOf(
        [...stored.values()].map((item) => fromStoredItem(item)),
        query,
        options,
      );
      return { items: found as Content[], cursor };
    },
    async put(item, { ifAbsent = false } = {}) {
      if (ifAbsent && stored.has(idOf(item as Item, options))) throw new ConflictError('An item with that key exists');
      write(item);
    },
    async delete(key) {
      stored.delete(idOf(key, options));
    },
  };
}

/** Identifies an item. @throws TypeError without a key, or with one that is neither text nor a number */
function idOf(item: Item | TableKey, { partitionKey, sortKey }: FakeTableOptions): string {
  const names = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  return JSON.stringify(names.map((name) => describe(keyValue(item, name))));
}

function keyValue(item: Item | TableKey, name: string): KeyValue {
  const value = item[name];
  if (typeof value === 'string' ? value !== '' : ['number', 'bigint'].includes(typeof value)) return value as KeyValue;
  const found = value === '' ? 'empty' : typeof value;
  throw new TypeError(`[tradewind:TABLE_KEY] The key attribute ${name} is ${found}. Fix: give text or a number.`);
}

/** Text and numbers are different keys: `'7'` is not `7`. */
function describe(value: KeyValue): string {
  return typeof value === 'string' ? `s${value}` : `n${value}`;
}

function pageOf(items: readonly Item[], query: TableQuery, options: FakeTableOptions) {
  const { partition, descending = false, limit = PAGE, cursor } = query;
  const keys = keysOf(query, options);
  checkQuery(query, keys);
  const [partitionKey, sortKey] = [keys.partitionKey.name, keys.sortKey?.name];
  const found = items
    .filter((item) => isIn(item, keys))
    .filter((item) => describe(item[partitionKey] as KeyValue) === describe(partition))
    .filter((item) => sortKey === undefined || isWithin(item[sortKey] as KeyValue, query))
    .sort((a, b) => (sortKey === undefined ? 0 : compare(a[sortKey] as KeyValue, b[sortKey] as KeyValue)));
  if (descending) found.reverse();
  const start = cursor === undefined ? 0 : found.findIndex((item) => idOf(item, options) === cursor) + 1;
  const page = found.slice(start, start + limit);
  const last = page.at(-1);
  const more = start + page.length < found.length;
  return { items: page, cursor: more && last !== undefined ? idOf(last, options) : undefined };
}

/** An item without the attributes of an index is not in it. */
function isIn(item: Item, { partitionKey, sortKey }: IndexKeys): boolean {
  return item[partitionKey.name] !== undefined && (sortKey === undefined || item[sortKey.name] !== undefined);
}

function isWithin(value: KeyValue, { prefix, from, to }: TableQuery): boolean {
  if (prefix !== undefined) return typeof value === 'string' && value.startsWith(prefix);
  return (from === undefined || compare(value, from) >= 0) && (to === undefined || compare(value, to) <= 0);
}

/** Numbers by size, text by its UTF-8 bytes. */
function compare(a: KeyValue, b: KeyValue): number {
  if (typeof a === 'string' || typeof b === 'string') return Buffer.compare(Buffer.from(`${a}`), Buffer.from(`${b}`));
  return a < b ? -1 : Number(a > b);
}
