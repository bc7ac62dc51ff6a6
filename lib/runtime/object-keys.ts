import type { BucketClient } from './clients.js';

/**
 * Whether an address leads to the key. One with `.` or `..` between its slashes does not: whoever reads such an address
 * takes it for the way to another object.
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

/** A client that writes and deletes objects below its prefix alone, and throws a TypeError for other keys. `raw` is not limited. */
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
 * A client that only asks for keys that `exists` allows. Others name no object: there is nothing to read or to delete, and
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
