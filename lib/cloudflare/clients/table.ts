import { ConflictError } from '../../runtime/client-errors.js';
import type { TableClient, TableKey, TableQuery } from '../../runtime/clients.js';
import type { BindingFactory, Variables } from '../../runtime/env.js';
import {
  checkIndexKeys,
  checkQuery,
  keyPart,
  keysOf,
  type TableOptions as PortableOptions,
} from '../../runtime/item-keys.js';
import { parseJson } from '../../runtime/json-text.js';
import { fromStoredItem, toStoredItem } from '../../runtime/stored-json.js';
import { type D1Database, type Sql, transact } from './database.js';
import { createIndex, selectByIndex } from './index-query.js';
import type { CloudflareQueue } from './queue.js';
import { ALIVE, now, Selection } from './selection.js';
import { SCHEMA } from './table-schema.js';

/** Attribute names that the client uses. */
export interface TableOptions extends PortableOptions {
  /** Name of the table, in events. */
  readonly table: string;
}

/** Receivers of changes: their names in the outbox, and the queues that invoke them. */
export interface Followers {
  readonly names: readonly string[];
  readonly queues: readonly Pick<CloudflareQueue, 'send'>[];
}

type Item = Record<string, unknown>;

const PAGE = 100;
/** Sort key of items that have none. */
const NO_SORT = '';

/** Creates the client of the table whose database is the binding `name`. */
export function tableClient(name: string, options: TableOptions): BindingFactory {
  return (variables) => createTableClient(variables[name] as D1Database, options, followersOf(name, variables));
}

function followersOf(name: string, variables: Variables): Followers {
  const names: string[] = JSON.parse((variables[`${name}_FOLLOWERS`] as string | undefined) ?? '[]');
  return { names, queues: names.map((_, index) => variables[`${name}_FOLLOWER_${index}`] as CloudflareQueue) };
}

/** `raw` is the binding. */
export function createTableClient(
  raw: D1Database,
  options: TableOptions,
  followers: Followers = { names: [], queues: [] },
): TableClient<Item, D1Database> {
  const run: Run = (...statements) => transact(raw, statements, SCHEMA);
  return { raw, ...reader(run, options), ...writer(run, options, followers) };
}

/** Runs statements in one transaction, and returns the result of each. */
type Run = (...statements: readonly Sql[]) => ReturnType<typeof transact>;

function reader(run: Run, options: TableOptions): Pick<TableClient<Item>, 'get' | 'query'> {
  return {
    async get(key) {
      const sql = `SELECT item FROM items WHERE pk = ? AND sk = ? AND ${ALIVE}`;
      const [found] = await run([sql, ...parts(key, options), now()]);
      const [row] = found!.results;
      return row && itemOf(row);
    },
    async query(query) {
      const keys = keysOf(query, options);
      checkQuery(query, keys);
      const { limit = PAGE, index } = query;
      const statements =
        index === undefined ? [select(query, limit)] : [createIndex(index, keys), selectByIndex(query, keys, limit)];
      const { results } = (await run(...statements)).at(-1)!;
      const page = results.slice(0, limit);
      const last = results.length > limit ? page.at(-1) : undefined;
      return { items: page.map(itemOf), cursor: last && cursorOf(last, query) };
    },
  };
}

function writer(run: Run, options: TableOptions, followers: Followers): Pick<TableClient<Item>, 'put' | 'delete'> {
  const write = async (statements: readonly Sql[]) => {
    const results = await run(...statements);
    await wake(followers);
    return results.at(-1)!.results.length > 0;
  };
  return {
    async put(given, { ifAbsent = false } = {}) {
      const key = parts(given as TableKey, options);
      checkIndexKeys(given, options.indexes);
      const item = JSON.stringify(toStoredItem(given));
      const change = { key, item, type: ifAbsent ? 'insert' : 'put' } as const;
      const outbox = tell(followers, change, options);
      const done = await write([...forget(options), ...outbox, upsert(change, given, options)]);
      if (!done) throw new ConflictError('An item with that key exists');
    },
    async delete(key) {
      const change = { key: parts(key, options), type: 'delete' } as const;
      await write([...tell(followers, change, options), ['DELETE FROM items WHERE pk = ? AND sk = ?', ...change.key]]);
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

function itemOf({ item }: Row): Item {
  return fromStoredItem(parseJson(item as string));
}

function cursorOf({ sort, pk, sk }: Row, { index }: TableQuery): string {
  return JSON.stringify(index === undefined ? sk : [sort, pk, sk]);
}

type KeyParts = readonly [partition: unknown, sort: unknown];

/** @throws TypeError when part of the key is missing, or neither text nor a number */
function parts(item: TableKey, { partitionKey, sortKey }: TableOptions): KeyParts {
  return [keyPart(item, partitionKey), sortKey === undefined ? NO_SORT : keyPart(item, sortKey)];
}

interface Write {
  readonly key: KeyParts;
  /** `insert` is a put that fails if an item exists. */
  readonly type: 'put' | 'insert' | 'delete';
  readonly item?: string;
}

function upsert({ key, item, type }: Write, given: Item, { timeToLive }: TableOptions): Sql {
  const expires = timeToLive === undefined ? undefined : given[timeToLive];
  const clash = type === 'insert' ? 'DO NOTHING' : 'DO UPDATE SET item = excluded.item, expires = excluded.expires';
  const sql = `INSERT INTO items (pk, sk, item, expires) VALUES (?, ?, ?, ?) ON CONFLICT (pk, sk) ${clash} RETURNING 1`;
  return [sql, ...key, item, typeof expires === 'number' ? expires : null];
}

/** Deletes expired items, at the next write. */
function forget({ timeToLive }: TableOptions): Sql[] {
  return timeToLive === undefined ? [] : [['DELETE FROM items WHERE expires <= ?', now()]];
}

/** Writes the coming change into the outbox, once for each follower, in the same transaction. */
function tell({ names }: Followers, { key, type, item }: Write, options: TableOptions): Sql[] {
  if (names.length === 0) return [];
  const which = { put: '', insert: 'WHERE old.item IS NULL', delete: 'WHERE old.item IS NOT NULL' }[type];
  const happened = type === 'delete' ? "'delete'" : "CASE WHEN old.item IS NULL THEN 'insert' ELSE 'update' END";
  const sql =
    `INSERT INTO changes (follower, type, key, new, old, time) SELECT follower.value, ${happened}, ?, ?, old.item, ? ` +
    `FROM json_each(?) AS follower LEFT JOIN items AS old ON old.pk = ? AND old.sk = ? ${which}`;
  const { partitionKey, sortKey } = options;
  const named = { [partitionKey]: key[0], ...(sortKey !== undefined && { [sortKey]: key[1] }) };
  return [[sql, JSON.stringify(named), item ?? null, new Date().toISOString(), JSON.stringify(names), ...key]];
}

/** A lost message only costs time: followers also read the outbox on a schedule. */
async function wake({ queues }: Followers): Promise<void> {
  await Promise.allSettled(queues.map((queue) => queue.send('changes', { contentType: 'text' })));
}

/** One more than requested, which shows if there is another page. */
function select(query: TableQuery, limit: number): Sql {
  const { partition, descending = false, cursor } = query;
  const selection = new Selection().add('pk = ?', keyPart({ partition }, 'partition')).addRange('sk', query);
  if (cursor !== undefined) selection.add(descending ? 'sk < ?' : 'sk > ?', JSON.parse(cursor));
  return selection.sql('sk, item', ['sk'], descending, limit + 1);
}
