import type { IdempotencyRecord } from '../../runtime/idempotency.js';
import type { LeaseRecord } from './lease.js';

/** Idempotency record of one message. */
export interface WorkRecord extends LeaseRecord {
  readonly state: 'busy' | 'done';
}

/** Prefix of the names of records. */
export const WORK = 'work/';

/** Record as the runtime sees it; undefined when it has expired. */
export function activeRecord({ state, until }: WorkRecord): IdempotencyRecord | undefined {
  const secondsLeft = (until - Date.now()) / 1000;
  if (secondsLeft <= 0) return undefined;
  return state === 'done' ? { state } : { state, secondsLeft };
}
