import { createHash } from 'node:crypto';
import type { BucketClient, ObjectBody, ObjectInfo } from '../../runtime/clients';

/** Object in a fake bucket. */
export interface FakeObject {
  /** Content of the object. */
  readonly bytes: Uint8Array;
  /** MIME type; absent if none was given. */
  readonly contentType?: string;
  /** Time of the last write, RFC 3339. */
  readonly time: string;
}

/** Maximum number of objects in a page. */
const MAX_PAGE = 1000;

/**
 * Bucket in memory, with the client of a real one. `raw` is the map of its objects by key.
 * @example
 * const FILES = fakes.bucket({ 'prices.csv': 'lamp,20' });
 * await invoke(entry, events.objectCreated({ key: 'prices.csv' }), { env: { FILES } });
 * expect(FILES.raw.has('totals.json')).toBe(true);
 */
export function bucket(
  objects: Readonly<Record<string, string | Uint8Array>> = {},
): BucketClient<Map<string, FakeObject>> {
  const raw = new Map<string, FakeObject>();
  const write = (key: string, bytes: Uint8Array, contentType?: string) =>
    void raw.set(key, { bytes, contentType, time: new Date().toISOString() });
  for (const [key, content] of Object.entries(objects)) write(key, Buffer.from(content as string));
  return {
    raw,
    async get(key) {
      const found = raw.get(key);
      return found && { ...infoOf(key, found), ...contentOf(found) };
    },
    async head(key) {
      const found = raw.get(key);
      return found && infoOf(key, found);
    },
    async list({ prefix = '', limit = MAX_PAGE, cursor } = {}) {
      const keys = [...raw.keys()].filter((key) => key.startsWith(prefix)).sort(byBytes);
      const rest = cursor === undefined ? keys : keys.filter((key) => byBytes(key, cursor) > 0);
      const page = rest.slice(0, Math.min(limit, MAX_PAGE));
      const objects = page.map((key) => ({ key, size: raw.get(key)?.bytes.byteLength ?? 0 }));
      return { objects, cursor: page.length < rest.length ? page.at(-1) : undefined };
    },
    async put(key, body, { contentType } = {}) {
      checkKey(key);
      write(key, await bytesOf(body), contentType);
    },
    async delete(key) {
      raw.delete(key);
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes < 1 || bytes > 1024) throw new TypeError(`A key has 1 to 1024 bytes, not ${bytes}.`);
}

async function bytesOf(body: ObjectBody): Promise<Uint8Array> {
  // A copy, as the caller may write to its own bytes later.
  return new Uint8Array(await new Response(body as Blob).arrayBuffer());
}

function infoOf(key: string, { bytes, contentType, time }: FakeObject): ObjectInfo {
  const etag = createHash('md5').update(bytes).digest('hex');
  return { key, size: bytes.byteLength, etag, contentType, time };
}

/** Content that can be read once, like that of a real object. */
function contentOf({ bytes }: FakeObject) {
  const { body } = new Response(Buffer.from(bytes));
  const stream = body as ReadableStream<Uint8Array>;
  const whole = () => new Response(stream);
  return {
    body: stream,
    text: async () => whole().text(),
    json: async () => whole().json(),
    bytes: async () => new Uint8Array(await whole().arrayBuffer()),
  };
}

/** Buckets list keys in the order of their UTF-8 bytes. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
