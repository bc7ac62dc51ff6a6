import type { Store } from '@netlify/blobs';

/** An object of a store, and the ETag by which it is replaced only as it was read. */
export interface Found<Value> {
  readonly key: string;
  readonly etag: string;
  readonly value: Value;
}

type Listed = Pick<Found<unknown>, 'key' | 'etag'>;

/** The objects below a prefix, one after the other. Those whose key is not wanted are not read. */
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

/** The objects below a prefix of which there are few, read at the same time. */
export async function allFound<Value>(store: Store, prefix: string): Promise<Found<Value>[]> {
  const { blobs } = await store.list({ prefix });
  const all = await Promise.all(blobs.map((listed) => read<Value>(store, listed)));
  return all.filter((each) => each !== undefined);
}

async function read<Value>(store: Store, { key, etag }: Listed): Promise<Found<Value> | undefined> {
  const there = await store.getWithMetadata(key, { type: 'json' });
  // A read does not tell the ETag everywhere. One of the listing that is too old makes the write fail, no more.
  return there === null ? undefined : { key, etag: there.etag ?? etag, value: there.data as Value };
}

/** The first object below a prefix. */
export async function firstFound<Value>(store: Store, prefix: string): Promise<Found<Value> | undefined> {
  for await (const each of found<Value>(store, prefix)) return each;
  return undefined;
}

/**
 * Writes an object where there is none, or in the place of the one with an ETag. Resolves to the ETag of what was written,
 * or to nothing when the store refused.
 */
export async function writeIf(
  store: Store,
  key: string,
  value: unknown,
  replaced?: string,
): Promise<string | undefined> {
  const condition = replaced === undefined ? { onlyIfNew: true } : { onlyIfMatch: replaced };
  const written = await store.setJSON(key, value, condition);
  // The client takes any answer but 412 as a success; only one that was written has an ETag.
  return (written.modified && written.etag) || undefined;
}
