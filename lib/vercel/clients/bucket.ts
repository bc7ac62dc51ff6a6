import { BlobNotFoundError, del, get, head, list, put } from '@vercel/blob';
import type { BucketClient, ObjectBody, StoredObject } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { hasAddress, limitWrites, type WriteLimit, withKeys } from '../../runtime/object-keys.js';

/** Options of the client. */
export interface BucketOptions extends WriteLimit {
  /** Key prefix in the store. */
  readonly prefix: string;
}

/** Parts of the SDK that are used. The token comes from `BLOB_READ_WRITE_TOKEN`. */
export interface BlobSdk {
  readonly del: typeof del;
  readonly get: typeof get;
  readonly head: typeof head;
  readonly list: typeof list;
  readonly put: typeof put;
}

/** The SDK, and the key prefix. */
export interface RawBucket {
  readonly sdk: BlobSdk;
  readonly prefix: string;
}

/** Creates the client of a bucket. */
export function bucketClient(_name: string, { prefix, ...limit }: BucketOptions): BindingFactory {
  return () => limitWrites(createBucketClient({ sdk: { del, get, head, list, put }, prefix }), limit);
}

const PRIVATE = { access: 'private' } as const;

/** @see https://vercel.com/docs/vercel-blob/using-blob-sdk */
export function createBucketClient(raw: RawBucket): BucketClient<RawBucket> {
  const { sdk, prefix } = raw;
  const nameOf = (key: string) => prefix + key;
  const client: BucketClient<RawBucket> = {
    raw,
    async get(key) {
      // Bypasses the cache, so that earlier writes are seen.
      const found = await sdk.get(encoded(nameOf(key)), { ...PRIVATE, useCache: false });
      if (found === null || found.stream === null) return undefined;
      const { blob, stream } = found;
      return toObject({ key, size: blob.size, etag: plain(blob.etag), contentType: blob.contentType }, stream);
    },
    head: (key) =>
      unlessMissing(async () => {
        const found = await sdk.head(nameOf(key));
        const time = found.uploadedAt.toISOString();
        return { key, size: found.size, etag: plain(found.etag), contentType: found.contentType, time };
      }),
    async list({ prefix: below = '', limit, cursor } = {}) {
      const page = await sdk.list({ prefix: prefix + below, limit, cursor });
      const objects = page.blobs.map(({ pathname, size }) => ({ key: pathname.slice(prefix.length), size }));
      return { objects, cursor: page.hasMore ? page.cursor : undefined };
    },
    async put(key, body, { contentType } = {}) {
      const options = { ...PRIVATE, addRandomSuffix: false, allowOverwrite: true, contentType };
      await sdk.put(nameOf(key), await toBody(body), options);
    },
    async delete(key) {
      await unlessMissing(() => sdk.del(nameOf(key)));
    },
  };
  return withKeys(client, hasAddress);
}

/** Encodes a name, as the SDK turns it into an address unchanged. */
function encoded(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

async function toBody(body: ObjectBody): Promise<string | Buffer | Blob | ArrayBuffer> {
  if (body instanceof ReadableStream) return await new Response(body).arrayBuffer();
  // The SDK treats an empty text as no body.
  if (body === '') return Buffer.alloc(0);
  return body instanceof Uint8Array ? Buffer.from(body) : body;
}

function plain(etag: string): string {
  return etag.replace(/^W\/|"/g, '');
}

function toObject(
  info: Omit<StoredObject, 'body' | 'text' | 'json' | 'bytes'>,
  body: ReadableStream<Uint8Array>,
): StoredObject {
  const whole = () => new Response(body);
  return {
    ...info,
    body,
    text: () => whole().text(),
    json: () => whole().json(),
    bytes: async () => new Uint8Array(await whole().arrayBuffer()),
  };
}

async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof BlobNotFoundError) return undefined;
    throw error;
  }
}
