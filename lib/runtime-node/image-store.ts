import type { BucketClient } from '../runtime/clients.js';
import type { ImageStore } from '../runtime-images/image-store.js';
import { checkSize } from '../runtime-images/limits.js';
import type { ImageLimits } from '../runtime-images/types.js';

/** Buckets of originals and results. */
export interface ImagePlaces {
  readonly source: BucketClient;
  readonly results: BucketClient;
}

/**
 * Stores originals and results in buckets without metadata and without cache control: only functions read them. Results
 * are always made again, since their source is unknown.
 */
export function imageStore({ source, results }: ImagePlaces, limits: ImageLimits): ImageStore {
  return {
    headOriginal: (key) => source.head(key),
    async readOriginal(key, etag) {
      const found = await source.get(key);
      if (found?.etag !== etag) {
        await found?.body.cancel();
        return undefined;
      }
      const bytes = await found.bytes();
      checkSize(bytes.byteLength, limits);
      return bytes;
    },
    originOf: async () => undefined,
    writeResult: (key, { bytes, contentType }) => results.put(key, bytes, { contentType }),
    deleteResult: (key) => results.delete(key),
  };
}
