/** Methods of a D1 database that are used. @see https://developers.cloudflare.com/d1/worker-api/d1-database/ */
export interface D1Database {
  prepare(sql: string): D1Statement;
  /** Runs all statements or none. */
  batch(statements: readonly D1Statement[]): Promise<D1Result[]>;
}

/** Statement with its values. */
export interface D1Statement {
  bind(...values: readonly unknown[]): D1Statement;
}

/** Rows that were found. */
export interface D1Result {
  readonly results: readonly Readonly<Record<string, unknown>>[];
}

/** Statement and its values. */
export type Sql = readonly [sql: string, ...values: readonly unknown[]];

/** Runs statements in one transaction. Missing tables are created on demand, which costs nothing later. */
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
