import type { Store } from '@netlify/blobs';
import type { HeldClaim, OnceStore } from '../../runtime/once.js';
import { remindOf } from './forget.js';
import { type Lease, type LeaseOptions, renew, writeOwn } from './lease.js';
import { firstFound, writeIf } from './records.js';
import { judge, WORK, type WorkRecord } from './work-record.js';

/** For how long things are remembered. */
export interface OnceTimes extends LeaseOptions {
  /** How long work that is done is remembered. */
  readonly expireAfterSeconds: number;
}

/**
 * Remembers in a store of Netlify Blobs which work was done. A record is written only where there is none, or in the place
 * of one that was read and holds no longer, which the store decides: of two who claim, one gets it. It is renewed while the
 * work goes on, since Netlify does not end a function after its timeout.
 * @see https://docs.netlify.com/build/data-and-storage/netlify-blobs/
 */
export function onceStore(store: Store, times: OnceTimes): OnceStore {
  const { leaseSeconds, expireAfterSeconds } = times;
  const after = (seconds: number) => Date.now() + seconds * 1000;
  const held = (key: string, lease: Lease): HeldClaim => ({
    async complete() {
      await lease.end();
      const done: WorkRecord = { state: 'done', owner: '', until: after(expireAfterSeconds) };
      await store.setJSON(key, done);
    },
    async release() {
      const etag = await lease.end();
      // Written, not deleted: only a write can be bound to what was read.
      const free: WorkRecord = { state: 'busy', owner: '', until: 0 };
      if (etag !== undefined) await writeIf(store, key, free, etag);
    },
  });
  return {
    async claim(digest) {
      const key = WORK + digest;
      await remindOf(store, digest, after(leaseSeconds + expireAfterSeconds));
      const owner = crypto.randomUUID();
      let replaced: string | undefined;
      for (;;) {
        const record: WorkRecord = { state: 'busy', owner, until: after(leaseSeconds) };
        const taken = await writeOwn(store, key, record, replaced);
        if (taken !== undefined) return { state: 'claimed', held: held(key, renew(store, key, taken, times)) };
        const found = await firstFound<WorkRecord>(store, key);
        if (found === undefined || found.etag === replaced) throw new Error('The store takes no record of the work.');
        const claim = judge(found.value);
        if (claim !== undefined) return claim;
        replaced = found.etag;
      }
    },
  };
}
