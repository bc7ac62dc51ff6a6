import { CACHE_CONTROL, type ImageStore, type Origin } from '../../runtime-images/image-store.js';
import { checkSize } from '../../runtime-images/limits.js';
import type { ImageLimits, RenderedVariant } from '../../runtime-images/types.js';
import type { GoogleApi } from '../clients/google-api.js';

/** Places of originals and results. */
export interface ImagePlaces {
  readonly api: GoogleApi;
  /** Host of Cloud Storage; emulators have another one. */
  readonly host: string;
  /** Bucket of the originals. */
  readonly source: string;
  /** Bucket of the variants. */
  readonly results: string;
}

/** Requested fields of an object. @see https://cloud.google.com/storage/docs/json_api/v1/objects */
interface ObjectResource {
  readonly generation: string;
  /** Bytes, as text. */
  readonly size?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

const MISSING = [404];
/** The object is gone, or was replaced. */
const CHANGED = [404, 412];

/**
 * Originals and results in Cloud Storage. The generation, which each write changes, identifies a version of an original.
 * @see https://cloud.google.com/storage/docs/request-preconditions
 */
export function imageStore({ api, host, source, results }: ImagePlaces, limits: ImageLimits): ImageStore {
  const urlOf = (bucket: string, key: string) =>
    `${host}/storage/v1/b/${encodeURIComponent(bucket)}/o/${encodeURIComponent(key)}`;
  const head = async (bucket: string, key: string) => {
    const response = await api.request(`${urlOf(bucket, key)}?fields=generation,size,metadata`, {}, MISSING);
    return response.status === 404 ? undefined : ((await response.json()) as ObjectResource);
  };
  return {
    async headOriginal(key) {
      const found = await head(source, key);
      return found && { etag: found.generation, size: Number(found.size ?? 0) };
    },
    async readOriginal(key, generation) {
      const url = `${urlOf(source, key)}?alt=media&ifGenerationMatch=${generation}`;
      const response = await api.request(url, {}, CHANGED);
      return response.ok ? readBody(response, limits) : undefined;
    },
    async originOf(key) {
      const { metadata = {} } = (await head(results, key)) ?? {};
      return { etag: metadata['source-generation'], recipe: metadata.variant };
    },
    async writeResult(key, result, origin) {
      const url = `${host}/upload/storage/v1/b/${encodeURIComponent(results)}/o?uploadType=multipart`;
      await api.request(url, { method: 'POST', ...toParts(key, result, origin) });
    },
    async deleteResult(key) {
      await api.request(urlOf(results, key), { method: 'DELETE' }, MISSING);
    },
  };
}

/** Counts the received bytes: Cloud Storage decompresses objects that are stored compressed, so the stated length is wrong. */
async function readBody(response: Response, limits: ImageLimits): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    size += next.value.byteLength;
    if (size > limits.maxBytes) await reader?.cancel();
    checkSize(size, limits);
    chunks.push(next.value);
  }
  return Buffer.concat(chunks, size);
}

/**
 * Metadata and content of an object in one request, so that no one sees one without the other.
 * @see https://cloud.google.com/storage/docs/uploading-objects#uploading-an-object
 */
function toParts(name: string, { bytes, contentType }: RenderedVariant, { etag, recipe }: Origin) {
  const metadata = { 'source-generation': etag, variant: recipe };
  const resource = JSON.stringify({ name, contentType, cacheControl: CACHE_CONTROL, metadata });
  const boundary = crypto.randomUUID();
  const head = `--${boundary}\r\ncontent-type: application/json\r\n\r\n${resource}\r\n`;
  const body = Buffer.concat([
    Buffer.from(`${head}--${boundary}\r\ncontent-type: ${contentType}\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { headers: { 'content-type': `multipart/related; boundary=${boundary}` }, body };
}
