import { CACHE_CONTROL, type ImageStore } from '../../runtime-images/image-store.js';
import { checkSize } from '../../runtime-images/limits.js';
import type { ImageLimits } from '../../runtime-images/types.js';

/** Methods of an R2 bucket in use. @see https://developers.cloudflare.com/r2/api/workers/workers-api-reference/ */
export interface ImageBucket {
  head(key: string): Promise<ImageObject | null>;
  /** No body if the object has another ETag. */
  get(key: string, options: { onlyIf: { etagMatches: string } }): Promise<(ImageObject & Partial<Body>) | null>;
  put(key: string, bytes: Uint8Array, options: PutOptions): Promise<unknown>;
  delete(key: string): Promise<void>;
}

interface ImageObject {
  readonly etag: string;
  readonly size: number;
  readonly customMetadata?: Readonly<Record<string, string>>;
}

interface PutOptions {
  readonly httpMetadata: { readonly contentType: string; readonly cacheControl: string };
  readonly customMetadata: Readonly<Record<string, string>>;
}

/** Originals and results in R2. */
export function imageStore(source: ImageBucket, results: ImageBucket, limits: ImageLimits): ImageStore {
  return {
    headOriginal: async (key) => (await source.head(key)) ?? undefined,
    async readOriginal(key, etag) {
      const found = await source.get(key, { onlyIf: { etagMatches: etag } });
      if (!found?.arrayBuffer) return undefined;
      checkSize(found.size, limits);
      return new Uint8Array(await found.arrayBuffer());
    },
    async originOf(key) {
      const { customMetadata = {} } = (await results.head(key)) ?? {};
      return { etag: customMetadata['source-etag'], recipe: customMetadata.variant };
    },
    async writeResult(key, { bytes, contentType }, { etag, recipe }) {
      await results.put(key, bytes, {
        httpMetadata: { contentType, cacheControl: CACHE_CONTROL },
        customMetadata: { 'source-etag': etag, variant: recipe },
      });
    },
    deleteResult: (key) => results.delete(key),
  };
}
