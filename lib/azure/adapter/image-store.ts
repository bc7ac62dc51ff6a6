import { type ContainerClient, RestError } from '@azure/storage-blob';
import { CACHE_CONTROL, type ImageStore } from '../../runtime-images/image-store.js';
import { checkSize } from '../../runtime-images/limits.js';
import type { ImageLimits } from '../../runtime-images/types.js';

/** Places of originals and results. */
export interface ImagePlaces {
  readonly source: ContainerClient;
  readonly results: ContainerClient;
}

/** Status codes for a blob that is missing. */
const MISSING = [404];
const MISSING_OR_CHANGED = [404, 412];

/** Originals and results in Blob Storage. */
export function imageStore({ source, results }: ImagePlaces, limits: ImageLimits): ImageStore {
  return {
    headOriginal: (key) =>
      unless(MISSING, async () => {
        const { etag = '', contentLength = 0 } = await source.getBlobClient(key).getProperties();
        return { etag, size: contentLength };
      }),
    readOriginal: (key, etag) =>
      unless(MISSING_OR_CHANGED, async () => {
        const blob = source.getBlobClient(key);
        const found = await blob.download(0, undefined, { conditions: { ifMatch: etag } });
        const stream = found.readableStreamBody as unknown as ReadableStream<Uint8Array>;
        const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
        checkSize(bytes.byteLength, limits);
        return bytes;
      }),
    async originOf(key) {
      const found = await unless(MISSING, () => results.getBlobClient(key).getProperties());
      // Metadata names must be valid identifiers, and are case-insensitive.
      const { sourceetag, variant } = found?.metadata ?? {};
      return { etag: sourceetag, recipe: variant };
    },
    async writeResult(key, { bytes, contentType }, { etag, recipe }) {
      const blobHTTPHeaders = { blobContentType: contentType, blobCacheControl: CACHE_CONTROL };
      const metadata = { sourceetag: etag, variant: recipe };
      await results.getBlockBlobClient(key).uploadData(bytes, { blobHTTPHeaders, metadata });
    },
    async deleteResult(key) {
      await results.getBlobClient(key).deleteIfExists();
    },
  };
}

async function unless<T>(statuses: readonly number[], ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RestError && statuses.includes(error.statusCode ?? 0)) return undefined;
    throw error;
  }
}
