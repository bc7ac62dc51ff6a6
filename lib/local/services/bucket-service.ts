import type { BucketStore } from '../buckets/bucket-store';
import type { SentObject } from '../clients/bucket';
import type { Service } from './service';

/** Answers the clients of buckets. */
export function bucketService(at: (path: string) => BucketStore): Service {
  return async (target, method, input) => {
    const { client } = at(target);
    switch (method) {
      case 'bucket.get':
        return get(at(target), input as string);
      case 'bucket.head':
        return client.head(input as string);
      case 'bucket.list':
        return client.list(input as Parameters<typeof client.list>[0]);
      case 'bucket.delete':
        return client.delete(input as string);
      default: {
        const { key, bytes, contentType } = input as { key: string; bytes: Uint8Array; contentType?: string };
        return client.put(key, bytes, { contentType });
      }
    }
  };
}

async function get({ client }: BucketStore, key: string): Promise<SentObject | undefined> {
  const found = await client.get(key);
  if (found === undefined) return undefined;
  const { size, etag, contentType, time } = found;
  return { info: { key, size, etag, contentType, time }, bytes: new Uint8Array(await found.bytes()) };
}
