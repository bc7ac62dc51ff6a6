import type { BucketClient, ObjectBody, ObjectInfo, StoredObject } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { limitWrites, type WriteLimit } from '../../runtime/object-keys.js';

/**
 * Methods of an R2 bucket that are used. @see https://developers.cloudflare.com/r2/api/workers/workers-api-reference/
 */
export interface R2Bucket {
  get(key: string): Promise<R2ObjectBody | null>;
  head(key: string): Promise<R2Object | null>;
  list(options: { prefix?: string; limit?: number; cursor?: string }): Promise<R2Objects>;
  put(key: string, body: unknown, options: { httpMetadata: { contentType?: string } }): Promise<unknown>;
  delete(key: string): Promise<void>;
}

/** Metadata of an object. */
interface R2Object {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly uploaded: Date;
  readonly httpMetadata?: { readonly contentType?: string };
}

interface R2ObjectBody extends R2Object {
  readonly body: ReadableStream<Uint8Array>;
}

interface R2Objects {
  readonly objects: readonly R2Object[];
  readonly truncated: boolean;
  readonly cursor?: string;
}

/** Creates the client of the bucket that is the binding `name`. */
export function bucketClient(name: string, limit: WriteLimit): BindingFactory {
  return (variables) => limitWrites(createBucketClient(variables[name] as R2Bucket), limit);
}

/** `raw` is the binding. */
export function createBucketClient(raw: R2Bucket): BucketClient<R2Bucket> {
  return {
    raw,
    async get(key) {
      const found = await raw.get(key);
      return found === null ? undefined : toObject(found);
    },
    async head(key) {
      const found = await raw.head(key);
      return found === null ? undefined : toInfo(found);
    },
    async list({ prefix, limit, cursor } = {}) {
      const page = await raw.list({ prefix, limit, cursor });
      const objects = page.objects.map(({ key, size }) => ({ key, size }));
      return { objects, cursor: page.truncated ? page.cursor : undefined };
    },
    async put(key, body, { contentType } = {}) {
      await raw.put(key, await toBytes(body), { httpMetadata: { contentType } });
    },
    delete: (key) => raw.delete(key),
  };
}

/** Buffers a stream: R2 accepts none of unknown length. */
async function toBytes(body: ObjectBody): Promise<Exclude<ObjectBody, ReadableStream>> {
  return body instanceof ReadableStream ? await new Response(body).arrayBuffer() : body;
}

function toInfo({ key, size, etag, uploaded, httpMetadata }: R2Object): ObjectInfo {
  return { key, size, etag, contentType: httpMetadata?.contentType, time: uploaded.toISOString() };
}

function toObject(found: R2ObjectBody): StoredObject {
  const { body } = found;
  const whole = () => new Response(body);
  return {
    ...toInfo(found),
    body,
    text: () => whole().text(),
    json: () => whole().json(),
    bytes: async () => new Uint8Array(await whole().arrayBuffer()),
  };
}
