import type { BucketClient } from './clients.js';

/**
 * Whether an address leads to the key. One with `.` or `..` between its slashes does not: whoever reads such an address
 * takes it for the way to another object.
 * @see https://url.spec.whatwg.org/#double-dot-path-segment
 */
export function hasAddress(key: string): boolean {
  return !/(^|[/\\])(\.|%2e){1,2}([/\\]|$)/i.test(key);
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
