import type { BucketClient } from '../runtime/clients.js';
import type { ImageStore } from '../runtime-images/image-store.js';
import { checkSize } from '../runtime-images/limits.js';
import type { ImageLimits } from '../runtime-images/types.js';

/** Where originals and results are. */
export interface ImagePlaces {
  readonly source: BucketClient;
  readonly results: BucketClient;
}

/**
 * Originals and results in buckets that note nothing beside an object, and have no word for how long caches may keep it:
 * functions alone read them. Results are made anew each time, since it is not known what they were made of.
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
