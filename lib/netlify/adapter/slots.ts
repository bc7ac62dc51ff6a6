import type { Store } from '@netlify/blobs';
import { type LeaseOptions, type LeaseRecord, renew, type Written, writeOwn } from './lease.js';
import { allFound, writeIf } from './records.js';

/** Maximum number of concurrent runs, and the leases that enforce it. */
export interface SlotOptions extends LeaseOptions {
  readonly most: number;
}

/** A slot that this run holds. */
export interface Slot {
  /** Minimum remaining seconds; 0 if it was lost. */
  secondsLeft(): number;
  /** Releases the slot. */
  giveBack(): Promise<void>;
}

/** Prefix of the numbered slots. */
const SLOTS = 'slots/';

/** Acquires a free slot; resolves to undefined if there is none. */
export async function takeSlot(store: Store, options: SlotOptions): Promise<Slot | undefined> {
  const records = await allFound<LeaseRecord>(store, SLOTS);
  const owner = crypto.randomUUID();
  for (let number = 0; number < options.most; number += 1) {
    const key = `${SLOTS}${number}.json`;
    const there = records.find((each) => each.key === key);
    if (there !== undefined && there.value.until > Date.now()) continue;
    const until = Date.now() + options.leaseSeconds * 1000;
    const taken = await writeOwn(store, key, { owner, until }, there?.etag);
    if (taken !== undefined) return hold(store, key, taken, options);
  }
  return undefined;
}

function hold(store: Store, key: string, taken: Written<LeaseRecord>, options: SlotOptions): Slot {
  const lease = renew(store, key, taken, options);
  return {
    secondsLeft: () => lease.secondsLeft(),
    async giveBack() {
      const etag = await lease.end();
      const free: LeaseRecord = { owner: '', until: 0 };
      // No other run owns it. If the write fails, the lease expires.
      if (etag !== undefined) await writeIf(store, key, free, etag).catch(() => undefined);
    },
  };
}
