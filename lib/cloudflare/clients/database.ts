/** What is used of a D1 database. @see https://developers.cloudflare.com/d1/worker-api/d1-database/ */
export interface D1Database {
  prepare(sql: string): D1Statement;
  /** All of them or none. */
  batch(statements: readonly D1Statement[]): Promise<D1Result[]>;
}

/** A statement with its values. */
export interface D1Statement {
  bind(...values: readonly unknown[]): D1Statement;
}

/** The rows that were found. */
export interface D1Result {
  readonly results: readonly Readonly<Record<string, unknown>>[];
}

/** A statement and its values. */
export type Sql = readonly [sql: string, ...values: readonly unknown[]];

/** Runs statements in one transaction. The tables are made when they are found missing, which costs nothing later. */
export async function transact(
  database: D1Database,
  statements: readonly Sql[],
  schema: readonly string[],
): Promise<D1Result[]> {
  const run = () => database.batch(statements.map(([sql, ...values]) => database.prepare(sql).bind(...values)));
  try {
    return await run();
  } catch (error) {
    if (!/no such table/.test((error as Error).message)) throw error;
    await database.batch(schema.map((sql) => database.prepare(sql)));
    return await run();
  }
}
