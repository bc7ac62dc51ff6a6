import type { Store } from '@netlify/blobs';
import type { Claim, OnceStore } from '../../runtime/once.js';
import { remindOf } from './forget.js';
import { firstFound, writeIf } from './records.js';
import { judge, WORK, type WorkRecord } from './work-record.js';

/** For how long things are remembered. */
export interface OnceTimes {
  /** How long work that has begun counts as going on: it may have crashed. */
  readonly busySeconds: number;
  /** How long work that is done is remembered. */
  readonly expireAfterSeconds: number;
}

/**
 * Remembers in a store of Netlify Blobs which work was done. A record is written only where there is none, or in the place
 * of one that was read and holds no longer, which the store decides: of two who claim, one gets it.
 * @see https://docs.netlify.com/build/data-and-storage/netlify-blobs/
 */
export function onceStore(store: Store, { busySeconds, expireAfterSeconds }: OnceTimes): OnceStore {
  const after = (seconds: number) => Date.now() + seconds * 1000;
  const attempt = async (key: string, owner: string): Promise<Claim> => {
    let replaced: string | undefined;
    for (;;) {
      const record: WorkRecord = { state: 'busy', owner, until: after(busySeconds) };
      if (await writeIf(store, WORK + key, record, replaced)) return { state: 'claimed' };
      const found = await firstFound<WorkRecord>(store, WORK + key);
      if (found === undefined || found.etag === replaced) throw new Error('The store takes no record of the work.');
      const claim = judge(found.value, owner);
      if (claim !== undefined) return claim;
      replaced = found.etag;
    }
  };
  return {
    async claim(key) {
      await remindOf(store, key, after(busySeconds + expireAfterSeconds));
      return await attempt(key, crypto.randomUUID());
    },
    async complete(key) {
      await store.setJSON(WORK + key, { state: 'done', owner: '', until: after(expireAfterSeconds) });
    },
    release: (key) => store.delete(WORK + key),
  };
}
