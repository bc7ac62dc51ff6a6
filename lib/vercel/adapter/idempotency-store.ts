import { BlobPreconditionFailedError, type get, type put } from '@vercel/blob';
import type { IdempotencyRecord, IdempotencyStore } from '../../runtime/idempotency.js';

/** The parts of the SDK that are used. The token comes from `BLOB_READ_WRITE_TOKEN`. */
export interface BlobRecords {
  readonly sdk: { readonly get: typeof get; readonly put: typeof put };
  /** Prefix of the names of records. */
  readonly prefix: string;
}

/** Lifetimes of records. */
export interface IdempotencyTimes {
  /** Lifetime of a started record: the worker may have crashed. */
  readonly busySeconds: number;
  /** Lifetime of a record after the work is done. */
  readonly expireAfterSeconds: number;
}

interface WorkRecord {
  readonly state: 'busy' | 'done';
  /** Worker that started it. */
  readonly owner: string;
  /** Time at which it expires, in milliseconds since 1970. */
  readonly until: number;
}

/** Condition of a write: if a record may be replaced, and which one. */
interface Condition {
  readonly allowOverwrite: boolean;
  readonly ifMatch?: string;
}

/** An expired record, with the ETag to replace it by. */
interface Expired {
  readonly state: 'expired';
  readonly etag: string;
}

const PRIVATE = { access: 'private' } as const;
/** Bypasses the cache, so that earlier writes are seen; uncompressed, because a compressed response has another ETag. */
const LATEST = { ...PRIVATE, useCache: false, headers: { 'accept-encoding': 'identity' } } as const;

/**
 * Stores idempotency records in the Blob store. A record is only written if there is none, or in place of the one that was
 * read. The store checks that: of two workers that start the same work, one succeeds.
 * @see https://vercel.com/docs/vercel-blob/using-blob-sdk
 */
export function idempotencyStore(blobs: BlobRecords, times: IdempotencyTimes): IdempotencyStore {
  const records = accessTo(blobs);
  /** Writes a started record. The SDK repeats a request whose response was lost, which its own record then refuses. */
  const attempt = async (key: string, owner: string, replaced?: string): Promise<IdempotencyRecord | Expired> => {
    const record: WorkRecord = { state: 'busy', owner, until: Date.now() + times.busySeconds * 1000 };
    const own = ownRecord(records, key, owner, times);
    try {
      await records.write(key, record, { allowOverwrite: replaced !== undefined, ifMatch: replaced });
      return { state: 'started', own };
    } catch (refusal) {
      const found = await records.read(key);
      if (found === undefined || found.etag === replaced) throw refusal;
      if (found.record.owner === owner) return { state: 'started', own };
      return activeRecord(found.record) ?? { state: 'expired', etag: found.etag };
    }
  };
  return {
    async start(key) {
      const owner = crypto.randomUUID();
      let record = await attempt(key, owner);
      while (record.state === 'expired') record = await attempt(key, owner, record.etag);
      return record;
    },
  };
}

type Records = ReturnType<typeof accessTo>;

function accessTo({ sdk, prefix }: BlobRecords) {
  const nameOf = (key: string) => `${prefix}${key}.json`;
  return {
    write: (key: string, record: WorkRecord, condition: Condition) =>
      sdk.put(nameOf(key), JSON.stringify(record), { ...PRIVATE, addRandomSuffix: false, ...condition }),
    async read(key: string) {
      const found = await sdk.get(nameOf(key), LATEST);
      if (!found?.stream) return undefined;
      const record: WorkRecord = await new Response(found.stream).json();
      return { record, etag: found.blob.etag };
    },
  };
}

function ownRecord({ read, write }: Records, key: string, owner: string, { expireAfterSeconds }: IdempotencyTimes) {
  return {
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
  };
}

/** Another worker has started the work since, which is not an error. */
function unlessTaken(error: unknown): void {
  if (!(error instanceof BlobPreconditionFailedError)) throw error;
}

/** Record as the runtime sees it; undefined when it has expired. */
function activeRecord({ state, until }: WorkRecord): IdempotencyRecord | undefined {
  const secondsLeft = (until - Date.now()) / 1000;
  if (secondsLeft <= 0) return undefined;
  return state === 'done' ? { state } : { state, secondsLeft };
}
