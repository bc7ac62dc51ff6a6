import type { BucketClient } from './clients.js';

/**
 * Reports if an address leads to the key. A key with `.` or `..` between its slashes is not reachable: readers of such
 * an address resolve it to another object.
 * @see https://url.spec.whatwg.org/#double-dot-path-segment
 */
export function hasAddress(key: string): boolean {
  return !/(^|[/\\])(\.|%2e){1,2}([/\\]|$)/i.test(key);
}

/** Keys that a client may write: those that start with `writesUnder`. */
export interface WriteLimit {
  /** @default - all keys */
  readonly writesUnder?: string;
}

/**
 * Limits a client to write and delete objects below its prefix; it throws a TypeError for other keys. `raw` is not
 * limited.
 */
export function limitWrites<Raw>(client: BucketClient<Raw>, { writesUnder }: WriteLimit): BucketClient<Raw> {
  if (writesUnder === undefined) return client;
  const check = (key: string) => {
    if (!key.startsWith(writesUnder) || !hasAddress(key))
      throw new TypeError(`The binding may write keys that start with ${writesUnder}, and ${key} is none of them.`);
  };
  return {
    ...client,
    async put(key, body, options) {
      check(key);
      await client.put(key, body, options);
    },
    async delete(key) {
      check(key);
      await client.delete(key);
    },
  };
}

/**
 * Limits a client to keys that `exists` allows. Other keys name no object: there is nothing to read or to delete, and
 * `put` throws a TypeError.
 */
export function withKeys<Raw>(client: BucketClient<Raw>, exists: (key: string) => boolean): BucketClient<Raw> {
  return {
    ...client,
    get: async (key) => (exists(key) ? client.get(key) : undefined),
    head: async (key) => (exists(key) ? client.head(key) : undefined),
    async put(key, body, options) {
      if (!exists(key)) throw new TypeError(`No object can have the key ${key} here: leave out "." and ".."`);
      await client.put(key, body, options);
    },
    async delete(key) {
      if (exists(key)) await client.delete(key);
    },
  };
}
