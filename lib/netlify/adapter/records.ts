import type { Store } from '@netlify/blobs';

/** An object of a store, and the ETag for its conditional replacement. */
export interface Found<Value> {
  readonly key: string;
  readonly etag: string;
  readonly value: Value;
}

type Listed = Pick<Found<unknown>, 'key' | 'etag'>;

/** Reads the objects below a prefix, one after the other. Objects whose key is not wanted are not read. */
export async function* found<Value>(
  store: Store,
  prefix: string,
  isWanted: (key: string) => boolean = () => true,
): AsyncGenerator<Found<Value>> {
  for await (const { blobs } of store.list({ prefix, paginate: true })) {
    for (const listed of blobs.filter(({ key }) => isWanted(key))) {
      const each = await read<Value>(store, listed);
      if (each !== undefined) yield each;
    }
  }
}

/** Reads the objects below a prefix with few of them, in parallel. */
export async function allFound<Value>(store: Store, prefix: string): Promise<Found<Value>[]> {
  const { blobs } = await store.list({ prefix });
  const all = await Promise.all(blobs.map((listed) => read<Value>(store, listed)));
  return all.filter((each) => each !== undefined);
}

async function read<Value>(store: Store, { key, etag }: Listed): Promise<Found<Value> | undefined> {
  const there = await store.getWithMetadata(key, { type: 'json' });
  // A read does not report the ETag everywhere. An outdated ETag of the listing only makes the write fail.
  return there === null ? undefined : { key, etag: there.etag ?? etag, value: there.data as Value };
}

/** The first object below a prefix. */
export async function firstFound<Value>(store: Store, prefix: string): Promise<Found<Value> | undefined> {
  for await (const each of found<Value>(store, prefix)) return each;
  return undefined;
}

/**
 * Writes an object if there is none, or in place of the one with an ETag. Resolves to the new ETag, or to undefined if the
 * store refused.
 */
export async function writeIf(
  store: Store,
  key: string,
  value: unknown,
  replaced?: string,
): Promise<string | undefined> {
  const condition = replaced === undefined ? { onlyIfNew: true } : { onlyIfMatch: replaced };
  const written = await store.setJSON(key, value, condition);
  // The client treats any status but 412 as a success; only a successful write has an ETag.
  return (written.modified && written.etag) || undefined;
}
