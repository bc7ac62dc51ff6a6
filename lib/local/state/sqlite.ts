/** A database of SQLite, as far as `node:sqlite` and `libsql` have it in common. */
export interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

/** A prepared statement. */
export interface Statement {
  run(...values: readonly (string | Uint8Array)[]): unknown;
  all(...values: readonly string[]): unknown[];
}

type Open = new (file: string) => Database;

/**
 * Opens a database with the SQLite of Node.js, else with `libsql`: Node.js has one since 22.13.
 * @throws Error that says what to install
 * @see https://nodejs.org/api/sqlite.html
 */
export function openDatabase(file: string): Database {
  return new (driver())(file);
}

function driver(): Open {
  const own = process.getBuiltinModule('node:sqlite') as { readonly DatabaseSync: Open } | undefined;
  if (own !== undefined) return own.DatabaseSync;
  try {
    return require('libsql') as Open;
  } catch (cause) {
    throw new Error(
      `[tradewind:LOCAL_STATE] Node.js ${process.versions.node} has no SQLite, in which a local run keeps its state. ` +
        'Fix: use Node.js 22.13 or later, or run npm install --save-dev libsql.',
      { cause },
    );
  }
}
