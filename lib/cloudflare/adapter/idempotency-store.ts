import type { IdempotencyStore } from '../../runtime/idempotency.js';
import { type D1Database, type Sql, transact } from '../clients/database.js';

const SCHEMA = [
  'CREATE TABLE IF NOT EXISTS work (key TEXT PRIMARY KEY, state TEXT NOT NULL, expires REAL NOT NULL) WITHOUT ROWID',
  'CREATE INDEX IF NOT EXISTS work_by_expiry ON work (expires)',
] as const;

/** Lifetimes of records. */
export interface IdempotencyTimes {
  /** Lifetime of a started record: the worker may have crashed. */
  readonly busySeconds: number;
  /** Lifetime of a record after the work is done. */
  readonly expireAfterSeconds: number;
}

/** State of a record whose work is done. The state of a started record is `BUSY` and its owner. */
const DONE = 'done';
const BUSY = 'busy ';

/** Stores idempotency records in a D1 database. */
export function idempotencyStore(
  database: D1Database,
  { busySeconds, expireAfterSeconds }: IdempotencyTimes,
): IdempotencyStore {
  const run = (...statements: readonly Sql[]) => transact(database, statements, SCHEMA);
  const ownRecord = (key: string, state: string) => ({
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
    async start(key) {
      const now = Date.now() / 1000;
      const own = BUSY + crypto.randomUUID();
      const [, , found] = await run(
        ['DELETE FROM work WHERE expires <= ?', now],
        ['INSERT INTO work VALUES (?, ?, ?) ON CONFLICT DO NOTHING', key, own, now + busySeconds],
        ['SELECT state, expires FROM work WHERE key = ?', key],
      );
      const { state, expires } = found!.results[0] as { state: string; expires: number };
      if (state === own) return { state: 'started', own: ownRecord(key, own) };
      return state === DONE ? { state } : { state: 'busy', secondsLeft: expires - now };
    },
  };
}
