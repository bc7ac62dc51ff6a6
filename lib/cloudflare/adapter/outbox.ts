import { parseJson } from '../../runtime/json-text.js';
import { fromStoredItem } from '../../runtime/stored-json.js';
import type { Change } from '../../runtime/types.js';
import { type D1Database, type Sql, transact } from '../clients/database.js';
import { SCHEMA } from '../clients/table-schema.js';

/** A change that waits in the outbox of a table for one follower. */
export interface WaitingChange {
  readonly sequence: number;
  /** Number of failures. */
  readonly attempts: number;
  readonly change: Change;
}

/** Changes that one follower has not processed. */
export interface Outbox {
  /** Reads the oldest changes, in order. */
  next(limit: number): Promise<WaitingChange[]>;
  isEmpty(): Promise<boolean>;
  /** Deletes processed changes: all before this one. */
  done(before: number): Promise<void>;
  /** Counts a failure. */
  failed(sequence: number): Promise<void>;
  /** Moves a change that cannot be processed to the table of failed changes. */
  giveUp(sequence: number, reason: string): Promise<void>;
}

const COLUMNS = 'seq, follower, type, key, new, old, time, attempts';

/** The changes in the outbox of a table for `follower`. */
export function outbox(database: D1Database, table: string, follower: string): Outbox {
  const run = async (...statements: Sql[]) => (await transact(database, statements, SCHEMA))[0]!.results;
  const next = async (limit: number) => {
    const rows = await run([`SELECT ${COLUMNS} FROM changes WHERE follower = ? ORDER BY seq LIMIT ?`, follower, limit]);
    return rows.map((row) => toWaiting(table, row));
  };
  return {
    next,
    isEmpty: async () => (await next(1)).length === 0,
    async done(before) {
      await run(['DELETE FROM changes WHERE follower = ? AND seq < ?', follower, before]);
    },
    async failed(sequence) {
      await run(['UPDATE changes SET attempts = attempts + 1 WHERE seq = ?', sequence]);
    },
    async giveUp(sequence, reason) {
      const keep = `INSERT INTO failed_changes (${COLUMNS}, reason) SELECT ${COLUMNS}, ? FROM changes WHERE seq = ?`;
      await run([keep, reason, sequence], ['DELETE FROM changes WHERE seq = ?', sequence]);
    },
  };
}

function toWaiting(table: string, row: Readonly<Record<string, unknown>>): WaitingChange {
  const parse = (text: unknown) => (typeof text === 'string' ? fromStoredItem(parseJson(text)) : undefined);
  const sequence = row.seq as number;
  const change: Change = {
    id: `${table}/${sequence}`,
    type: row.type as Change['type'],
    key: parse(row.key) as Change['key'],
    new: parse(row.new),
    old: parse(row.old),
    time: row.time as string,
  };
  return { sequence, attempts: row.attempts as number, change };
}
