/**
 * Schema of a `Table`'s database. Columns of keys have no type, so that numbers sort with numbers, and text with text.
 * `changes` is the outbox: a row for each follower that has not received it; `failed_changes` those given up.
 */
export const SCHEMA = [
  'CREATE TABLE IF NOT EXISTS items (pk NOT NULL, sk NOT NULL, item TEXT NOT NULL, expires REAL, PRIMARY KEY (pk, sk)) WITHOUT ROWID',
  'CREATE INDEX IF NOT EXISTS items_by_expiry ON items (expires) WHERE expires IS NOT NULL',
  'CREATE TABLE IF NOT EXISTS changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, follower TEXT NOT NULL, type TEXT NOT NULL, key TEXT NOT NULL, new TEXT, old TEXT, time TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0)',
  'CREATE INDEX IF NOT EXISTS changes_by_follower ON changes (follower, seq)',
  'CREATE TABLE IF NOT EXISTS failed_changes (seq INTEGER PRIMARY KEY, follower TEXT NOT NULL, type TEXT NOT NULL, key TEXT NOT NULL, new TEXT, old TEXT, time TEXT NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL)',
] as const;
