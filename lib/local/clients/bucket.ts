import type { BucketClient, ObjectInfo, ObjectPage, StoredObject } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { limitWrites, type WriteLimit } from '../../runtime/object-keys.js';
import { ask } from '../adapter/thread.js';
import type { TargetOptions } from './queue.js';

/** An object on its way between threads. */
export interface SentObject {
  readonly info: ObjectInfo;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The client of a bucket. `raw` is its path. */
export function bucketClient(_name: string, { target, ...limit }: TargetOptions & WriteLimit): BindingFactory {
  return () => limitWrites(createBucketClient(target), limit);
}

/** The client of the bucket at a path. */
export function createBucketClient(target: string): BucketClient<string> {
  return {
    raw: target,
    async get(key) {
      const found = (await ask(target, 'bucket.get', key)) as SentObject | undefined;
      return found && toObject(found);
    },
    head: async (key) => (await ask(target, 'bucket.head', key)) as ObjectInfo | undefined,
    list: async (options) => (await ask(target, 'bucket.list', options)) as ObjectPage,
    async put(key, body, options) {
      const bytes = new Uint8Array(await new Response(body as Blob).arrayBuffer());
      await ask(target, 'bucket.put', { key, bytes, contentType: options?.contentType });
    },
    async delete(key) {
      await ask(target, 'bucket.delete', key);
    },
  };
}

/** The content can be read once, as that of a real object. */
function toObject({ info, bytes }: SentObject): StoredObject {
  const whole = new Response(bytes);
  return {
    ...info,
    body: whole.body as ReadableStream<Uint8Array>,
    text: () => whole.text(),
    json: () => whole.json(),
    bytes: async () => new Uint8Array(await whole.arrayBuffer()),
  };
}
