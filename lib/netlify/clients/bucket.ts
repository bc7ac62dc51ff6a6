import { getStore, type Store } from '@netlify/blobs';
import type { BucketClient, ObjectBody, ObjectInfo, StoredObject } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { hasAddress, limitWrites, type WriteLimit, withKeys } from '../../runtime/object-keys.js';

/** Options of the client. */
export interface BucketOptions extends WriteLimit {
  /** Name of the store. */
  readonly store: string;
}

/** Metadata of an object that the store does not keep itself. */
interface Noted {
  readonly size: number;
  readonly contentType?: string;
  /** Hash of the content; the store does not report its own ETags everywhere. */
  readonly digest: string;
}

const PAGE = 1000;

/** Creates the client of a bucket. Reads see earlier writes. */
export function bucketClient(_name: string, { store, ...limit }: BucketOptions): BindingFactory {
  return () => limitWrites(createBucketClient(getStore({ name: store, consistency: 'strong' })), limit);
}

/** `raw` is the store. @see https://docs.netlify.com/build/data-and-storage/netlify-blobs/ */
export function createBucketClient(raw: Store): BucketClient<Store> {
  const head = async (key: string) => {
    const found = await raw.getMetadata(key);
    return found === null ? undefined : toInfo(key, found);
  };
  const client: BucketClient<Store> = {
    raw,
    head,
    async get(key) {
      const found = await raw.getWithMetadata(key, { type: 'stream' });
      return found === null ? undefined : toObject(toInfo(key, found), found.data as ReadableStream<Uint8Array>);
    },
    async list({ prefix, limit = PAGE, cursor } = {}) {
      const keys = (await allKeys(raw, prefix)).filter((key) => cursor === undefined || key > cursor);
      const page = keys.slice(0, limit);
      // The store reports no sizes in a listing.
      const objects = await Promise.all(page.map(async (key) => ({ key, size: (await head(key))?.size ?? 0 })));
      return { objects, cursor: keys.length > limit ? page.at(-1) : undefined };
    },
    async put(key, body, { contentType } = {}) {
      const bytes = await toBytes(body);
      const metadata: Noted = { size: bytes.byteLength, contentType, digest: await digestOf(bytes) };
      await raw.set(key, bytes, { metadata: { ...metadata } });
    },
    delete: (key) => raw.delete(key),
  };
  return withKeys(client, hasAddress);
}

async function allKeys(raw: Store, prefix: string | undefined): Promise<string[]> {
  const keys: string[] = [];
  for await (const { blobs } of raw.list({ prefix, paginate: true })) keys.push(...blobs.map(({ key }) => key));
  return keys.sort();
}

async function toBytes(body: ObjectBody): Promise<ArrayBuffer> {
  const view = body instanceof Uint8Array ? new Uint8Array(body) : body;
  return await new Response(view).arrayBuffer();
}

async function digestOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Buffer.from(digest).toString('hex').slice(0, 32);
}

/** Objects that were not written by this client have no metadata: their ETag is the store's. */
function toInfo(
  key: string,
  { etag = '', metadata }: { etag?: string; metadata: Record<string, unknown> },
): ObjectInfo {
  const { size = 0, contentType, digest = etag.replace(/^W\/|"/g, '') } = metadata as unknown as Partial<Noted>;
  return { key, size, etag: digest, contentType };
}

function toObject(info: ObjectInfo, body: ReadableStream<Uint8Array>): StoredObject {
  const whole = () => new Response(body);
  return {
    ...info,
    body,
    text: () => whole().text(),
    json: () => whole().json(),
    bytes: async () => new Uint8Array(await whole().arrayBuffer()),
  };
}
