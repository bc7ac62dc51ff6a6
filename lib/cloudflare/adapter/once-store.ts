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

/** Written as the state of work that is done. The state of work that goes on is `BUSY`, and whose claim it is. */
const DONE = 'done';
const BUSY = 'busy ';

/** Remembers in a D1 database which work was done. */
export function onceStore(database: D1Database, { busySeconds, expireAfterSeconds }: OnceTimes): OnceStore {
  const run = (...statements: readonly Sql[]) => transact(database, statements, SCHEMA);
  const held = (key: string, state: string) => ({
    async complete() {
      const until = Date.now() / 1000 + expireAfterSeconds;
      const replace = 'ON CONFLICT (key) DO UPDATE SET state = excluded.state, expires = excluded.expires';
      await run([`INSERT INTO work VALUES (?, ?, ?) ${replace}`, key, DONE, until]);
    },
    async release() {
      await run(['DELETE FROM work WHERE key = ? AND state = ?', key, state]);
    },
  });
  return {
    async claim(key) {
      const now = Date.now() / 1000;
      const own = BUSY + crypto.randomUUID();
      const [, , found] = await run(
        ['DELETE FROM work WHERE expires <= ?', now],
        ['INSERT INTO work VALUES (?, ?, ?) ON CONFLICT DO NOTHING', key, own, now + busySeconds],
        ['SELECT state, expires FROM work WHERE key = ?', key],
      );
      const { state, expires } = found!.results[0] as { state: string; expires: number };
      if (state === own) return { state: 'claimed', held: held(key, own) };
      return state === DONE ? { state } : { state: 'busy', secondsLeft: expires - now };
    },
  };
}
