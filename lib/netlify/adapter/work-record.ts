import type { Claim } from '../../runtime/once.js';
import type { LeaseRecord } from './lease.js';

/** What is known of the work of one message. */
export interface WorkRecord extends LeaseRecord {
  readonly state: 'busy' | 'done';
}

/** Below this lie the records. */
export const WORK = 'work/';

/** What a record means to who wants to claim; nothing when it holds no longer. */
export function judge({ state, until }: WorkRecord): Claim | undefined {
  const secondsLeft = (until - Date.now()) / 1000;
  if (secondsLeft <= 0) return undefined;
  return state === 'done' ? { state } : { state, secondsLeft };
}
