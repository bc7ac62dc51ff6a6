import type { OnceStore } from '../../runtime/once.js';
import { type D1Database, type Sql, transact } from '../clients/database.js';

const SCHEMA = [
  'CREATE TABLE IF NOT EXISTS work (key TEXT PRIMARY KEY, state TEXT NOT NULL, expires REAL NOT NULL) WITHOUT ROWID',
  'CREATE INDEX IF NOT EXISTS work_by_expiry ON work (expires)',
] as const;

/** For how long things are remembered. */
export interface OnceTimes {
  /** How long work that has begun counts as going on: it may have crashed. */
  readonly busySeconds: number;
  /** How long work that is done is remembered. */
  readonly expireAfterSeconds: number;
}

/** Remembers in a D1 database which work was done. */
export function onceStore(database: D1Database, { busySeconds, expireAfterSeconds }: OnceTimes): OnceStore {
  const run = (...statements: readonly Sql[]) => transact(database, statements, SCHEMA);
  return {
    async claim(key) {
      const now = Date.now() / 1000;
      const [, claimed, found] = await run(
        ['DELETE FROM work WHERE expires <= ?', now],
        ["INSERT INTO work VALUES (?, 'busy', ?) ON CONFLICT DO NOTHING RETURNING 1", key, now + busySeconds],
        ['SELECT state, expires FROM work WHERE key = ?', key],
      );
      if (claimed!.results.length > 0) return { state: 'claimed' };
      const { state, expires } = found!.results[0] as { state: string; expires: number };
      return state === 'done' ? { state } : { state: 'busy', secondsLeft: expires - now };
    },
    async complete(key) {
      const until = Date.now() / 1000 + expireAfterSeconds;
      await run([
        "INSERT INTO work VALUES (?, 'done', ?) ON CONFLICT (key) DO UPDATE SET state = 'done', expires = excluded.expires",
        key,
        until,
      ]);
    },
    async release(key) {
      await run(['DELETE FROM work WHERE key = ?', key]);
    },
  };
}
