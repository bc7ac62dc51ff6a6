import type { Claim } from '../../runtime/once.js';

/** What is known of the work of one message. */
export interface WorkRecord {
  readonly state: 'busy' | 'done';
  /** Whose claim it is. */
  readonly owner: string;
  /** Until when it holds, in milliseconds since 1970. */
  readonly until: number;
}

/** Below this lie the records. */
export const WORK = 'work/';

/**
 * What a record means to who wants to claim; nothing when it holds no longer. One's own is found when the answer to its
 * write was lost, and the client has repeated it.
 */
export function judge({ state, owner, until }: WorkRecord, claimant?: string): Claim | undefined {
  if (owner === claimant) return { state: 'claimed' };
  const secondsLeft = (until - Date.now()) / 1000;
  if (secondsLeft <= 0) return undefined;
  return state === 'done' ? { state } : { state, secondsLeft };
}
