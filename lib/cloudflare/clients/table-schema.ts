/**
 * What a database of a `Table` holds. Columns of keys have no type, so that numbers are in order with numbers, and text
 * with text. `changes` is the outbox: a row for each follower that has not yet heard; `failed_changes` those given up.
 */
export const SCHEMA = [
  'CREATE TABLE IF NOT EXISTS items (pk NOT NULL, sk NOT NULL, item TEXT NOT NULL, expires REAL, PRIMARY KEY (pk, sk)) WITHOUT ROWID',
  'CREATE INDEX IF NOT EXISTS items_by_expiry ON items (expires) WHERE expires IS NOT NULL',
  'CREATE TABLE IF NOT EXISTS changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, follower TEXT NOT NULL, type TEXT NOT NULL, key TEXT NOT NULL, new TEXT, old TEXT, time TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0)',
  'CREATE INDEX IF NOT EXISTS changes_by_follower ON changes (follower, seq)',
  'CREATE TABLE IF NOT EXISTS failed_changes (seq INTEGER PRIMARY KEY, follower TEXT NOT NULL, type TEXT NOT NULL, key TEXT NOT NULL, new TEXT, old TEXT, time TEXT NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL)',
] as const;

/** What is used of a D1 database. @see https://developers.cloudflare.com/d1/worker-api/d1-database/ */
export interface D1Database {
  prepare(sql: string): D1Statement;
  /** All of them or none. */
  batch(statements: readonly D1Statement[]): Promise<D1Result[]>;
}

/** A statement with its values. */
export interface D1Statement {
  bind(...values: readonly unknown[]): D1Statement;
  all(): Promise<D1Result>;
}

/** The rows that were found. */
export interface D1Result {
  readonly results: readonly Readonly<Record<string, unknown>>[];
}

/** A statement and its values. */
export type Sql = readonly [sql: string, ...values: readonly unknown[]];

/** Runs statements in one transaction. The tables are made when they are found missing, which costs nothing later. */
export async function transact(database: D1Database, statements: readonly Sql[]): Promise<D1Result[]> {
  const run = () => database.batch(statements.map(([sql, ...values]) => database.prepare(sql).bind(...values)));
  try {
    return await run();
  } catch (error) {
    if (!/no such table/.test((error as Error).message)) throw error;
    await database.batch(SCHEMA.map((sql) => database.prepare(sql)));
    return await run();
  }
}
