import type { Store } from '@netlify/blobs';
import type { IdempotencyStore, OwnRecord } from '../../runtime/idempotency.js';
import { remindOf } from './forget.js';
import { type Lease, type LeaseOptions, renew, writeOwn } from './lease.js';
import { firstFound, writeIf } from './records.js';
import { activeRecord, WORK, type WorkRecord } from './work-record.js';

/** Lifetimes of records. */
export interface IdempotencyTimes extends LeaseOptions {
  /** Lifetime of a record after the work is done. */
  readonly expireAfterSeconds: number;
}

/**
 * Stores idempotency records in a store of Netlify Blobs. A record is only written if there is none, or in place of an expired
 * one that was read. The store checks that: of two workers that start the same work, one succeeds. The record is renewed
 * during the work, because Netlify does not end a function after its timeout.
 * @see https://docs.netlify.com/build/data-and-storage/netlify-blobs/
 */
export function idempotencyStore(store: Store, times: IdempotencyTimes): IdempotencyStore {
  const { leaseSeconds, expireAfterSeconds } = times;
  const after = (seconds: number) => Date.now() + seconds * 1000;
  const ownRecord = (key: string, lease: Lease): OwnRecord => ({
    async complete() {
      await lease.end();
      const done: WorkRecord = { state: 'done', owner: '', until: after(expireAfterSeconds) };
      await store.setJSON(key, done);
    },
    async release() {
      const etag = await lease.end();
      // Written, not deleted: only a write can be conditional on the read record.
      const free: WorkRecord = { state: 'busy', owner: '', until: 0 };
      if (etag !== undefined) await writeIf(store, key, free, etag);
    },
  });
  return {
    async start(digest) {
      const key = WORK + digest;
      await remindOf(store, digest, after(leaseSeconds + expireAfterSeconds));
      const owner = crypto.randomUUID();
      let replaced: string | undefined;
      for (;;) {
        const record: WorkRecord = { state: 'busy', owner, until: after(leaseSeconds) };
        const taken = await writeOwn(store, key, record, replaced);
        if (taken !== undefined) return { state: 'started', own: ownRecord(key, renew(store, key, taken, times)) };
        const found = await firstFound<WorkRecord>(store, key);
        if (found === undefined || found.etag === replaced) throw new Error('The store rejects the record.');
        const existing = activeRecord(found.value);
        if (existing !== undefined) return existing;
        replaced = found.etag;
      }
    },
  };
}
