import type { Store } from '@netlify/blobs';
import type { OnceStore } from '../../runtime/once.js';
import { remindOf } from './forget.js';
import { type Lease, type LeaseOptions, renew, writeOwn } from './lease.js';
import { firstFound } from './records.js';
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
  const leases = new Map<string, Lease>();
  return {
    async claim(digest) {
      const key = WORK + digest;
      await remindOf(store, digest, after(leaseSeconds + expireAfterSeconds));
      const owner = crypto.randomUUID();
      let replaced: string | undefined;
      for (;;) {
        const record: WorkRecord = { state: 'busy', owner, until: after(leaseSeconds) };
        const taken = await writeOwn(store, key, record, replaced);
        if (taken !== undefined) {
          leases.set(digest, renew(store, key, taken, times));
          return { state: 'claimed' };
        }
        const found = await firstFound<WorkRecord>(store, key);
        if (found === undefined || found.etag === replaced) throw new Error('The store takes no record of the work.');
        const claim = judge(found.value);
        if (claim !== undefined) return claim;
        replaced = found.etag;
      }
    },
    async complete(digest) {
      await leases.get(digest)?.end();
      const done: WorkRecord = { state: 'done', owner: '', until: after(expireAfterSeconds) };
      await store.setJSON(WORK + digest, done);
    },
    async release(digest) {
      const etag = await leases.get(digest)?.end();
      // Somebody else's is not to be deleted.
      if (etag !== undefined) await store.delete(WORK + digest);
    },
  };
}
