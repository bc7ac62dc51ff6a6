import { BlobPreconditionFailedError, type get, type put } from '@vercel/blob';
import type { Claim, OnceStore } from '../../runtime/once.js';

/** The SDK, as far as it is used. The token comes from `BLOB_READ_WRITE_TOKEN`. */
export interface BlobRecords {
  readonly sdk: { readonly get: typeof get; readonly put: typeof put };
  /** What the names of records begin with. */
  readonly prefix: string;
}

/** For how long things are remembered. */
export interface OnceTimes {
  /** How long work that has begun counts as going on: it may have crashed. */
  readonly busySeconds: number;
  /** How long work that is done is remembered. */
  readonly expireAfterSeconds: number;
}

interface WorkRecord {
  readonly state: 'busy' | 'done';
  /** Whose claim it is. */
  readonly owner: string;
  /** Until when it holds, in milliseconds. */
  readonly until: number;
}

/** Whether a record may be replaced, and which alone. */
interface Condition {
  readonly allowOverwrite: boolean;
  readonly ifMatch?: string;
}

/** A record that holds no longer, and by which it can be replaced. */
interface Expired {
  readonly state: 'expired';
  readonly etag: string;
}

const PRIVATE = { access: 'private' } as const;
/** Past the cache, so that what was written is seen; and uncompressed, since a compressed answer has another etag. */
const LATEST = { ...PRIVATE, useCache: false, headers: { 'accept-encoding': 'identity' } } as const;

/**
 * Remembers in the Blob store which work was done. A record is written only where there is none, or in the place of one that
 * was read, which the store decides: of two who claim, one gets it.
 * @see https://vercel.com/docs/vercel-blob/using-blob-sdk
 */
export function onceStore({ sdk, prefix }: BlobRecords, { busySeconds, expireAfterSeconds }: OnceTimes): OnceStore {
  const nameOf = (key: string) => `${prefix}${key}.json`;
  const write = (key: string, record: WorkRecord, condition: Condition) =>
    sdk.put(nameOf(key), JSON.stringify(record), { ...PRIVATE, addRandomSuffix: false, ...condition });
  const read = async (key: string) => {
    const found = await sdk.get(nameOf(key), LATEST);
    if (!found?.stream) return undefined;
    const record: WorkRecord = await new Response(found.stream).json();
    return { record, etag: found.blob.etag };
  };
  const held = (key: string, owner: string) => ({
    async complete() {
      const until = Date.now() + expireAfterSeconds * 1000;
      await write(key, { state: 'done', owner: '', until }, { allowOverwrite: true });
    },
    async release() {
      const found = await read(key);
      if (found?.record.owner !== owner) return;
      // Written, not deleted: the oldest supported SDK has no condition for a deletion.
      const free = { state: 'busy', owner: '', until: 0 } as const;
      await write(key, free, { allowOverwrite: true, ifMatch: found.etag }).catch(unlessTaken);
    },
  });
  /** Writes a claim. The SDK repeats a request whose answer was lost, and is refused then by its own record. */
  const attempt = async (key: string, owner: string, replaced?: string): Promise<Claim | Expired> => {
    const record: WorkRecord = { state: 'busy', owner, until: Date.now() + busySeconds * 1000 };
    try {
      await write(key, record, { allowOverwrite: replaced !== undefined, ifMatch: replaced });
      return { state: 'claimed', held: held(key, owner) };
    } catch (refusal) {
      const found = await read(key);
      if (found === undefined || found.etag === replaced) throw refusal;
      if (found.record.owner === owner) return { state: 'claimed', held: held(key, owner) };
      return judge(found.record) ?? { state: 'expired', etag: found.etag };
    }
  };
  return {
    async claim(key) {
      const owner = crypto.randomUUID();
      let claim = await attempt(key, owner);
      while (claim.state === 'expired') claim = await attempt(key, owner, claim.etag);
      return claim;
    },
  };
}

/** Another has claimed the work since, which is no error. */
function unlessTaken(error: unknown): void {
  if (!(error instanceof BlobPreconditionFailedError)) throw error;
}

/** What a record means to who wants to claim; nothing when it holds no longer. */
function judge({ state, until }: WorkRecord): Claim | undefined {
  const secondsLeft = (until - Date.now()) / 1000;
  if (secondsLeft <= 0) return undefined;
  return state === 'done' ? { state } : { state, secondsLeft };
}
