import type { BucketClient, ObjectBody, ObjectInfo, StoredObject } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { limitWrites, type WriteLimit, withKeys } from '../../runtime/object-keys.js';
import { type GoogleApi, googleApi } from './google-api.js';

/** Client of Cloud Storage, and the name of the bucket. */
export interface RawBucket {
  readonly api: GoogleApi;
  readonly bucket: string;
  /** Address of Cloud Storage; emulators have another one. */
  readonly host: string;
}

/** Object as Cloud Storage describes it. @see https://cloud.google.com/storage/docs/json_api/v1/objects */
interface ObjectResource {
  readonly name: string;
  /** Bytes, as text. */
  readonly size?: string;
  readonly etag?: string;
  readonly contentType?: string;
  readonly updated?: string;
}

const MISSING = [404];

/** Creates the client of a bucket whose name is in the variable `name`. */
export function bucketClient(name: string, limit: WriteLimit): BindingFactory {
  return (variables) => {
    const host = process.env.STORAGE_EMULATOR_HOST ?? 'https://storage.googleapis.com';
    return limitWrites(createBucketClient({ api: googleApi(), bucket: String(variables[name]), host }), limit);
  };
}

/** @see https://cloud.google.com/storage/docs/json_api/v1 */
export function createBucketClient(raw: RawBucket): BucketClient<RawBucket> {
  const { api, bucket, host } = raw;
  const base = `${host}/storage/v1/b/${encodeURIComponent(bucket)}/o`;
  const urlOf = (key: string) => `${base}/${encodeURIComponent(key)}`;
  const head = async (key: string) => {
    const response = await api.request(urlOf(key), {}, MISSING);
    return response.status === 404 ? undefined : toInfo((await response.json()) as ObjectResource);
  };
  const client: BucketClient<RawBucket> = {
    raw,
    head,
    async get(key) {
      const response = await api.request(`${urlOf(key)}?alt=media`, {}, MISSING);
      return response.status === 404 ? undefined : toObject(key, response);
    },
    async list({ prefix, limit, cursor } = {}) {
      const query = new URLSearchParams({ fields: 'items(name,size),nextPageToken' });
      if (prefix !== undefined) query.set('prefix', prefix);
      if (limit !== undefined) query.set('maxResults', String(limit));
      if (cursor !== undefined) query.set('pageToken', cursor);
      const { items = [], nextPageToken } = (await (await api.request(`${base}?${query}`)).json()) as {
        items?: ObjectResource[];
        nextPageToken?: string;
      };
      return { objects: items.map(({ name, size }) => ({ key: name, size: Number(size) })), cursor: nextPageToken };
    },
    async put(key, body, { contentType = 'application/octet-stream' } = {}) {
      const query = new URLSearchParams({ uploadType: 'media', name: key });
      const headers = { 'content-type': contentType };
      const url = `${host}/upload/storage/v1/b/${encodeURIComponent(bucket)}/o?${query}`;
      await api.request(url, { method: 'POST', headers, body: await toBytes(body) });
    },
    async delete(key) {
      await api.request(urlOf(key), { method: 'DELETE' }, MISSING);
    },
  };
  return withKeys(client, (key) => key !== '.' && key !== '..');
}

/** Buffers the body, so that a failed request can be sent again. */
async function toBytes(body: ObjectBody): Promise<string | Blob | ArrayBuffer | Uint8Array<ArrayBuffer>> {
  if (body instanceof ReadableStream) return await new Response(body).arrayBuffer();
  return body as Exclude<ObjectBody, ReadableStream> as Uint8Array<ArrayBuffer>;
}

function toInfo({ name, size, etag, contentType, updated }: ObjectResource): ObjectInfo {
  return { key: name, size: Number(size), etag: etag ?? '', contentType, time: updated };
}

/** Reads metadata from the response's headers, which saves a request for it. */
function toObject(key: string, response: Response): StoredObject {
  const { headers } = response;
  const updated = headers.get('last-modified');
  return {
    key,
    size: Number(headers.get('x-goog-stored-content-length') ?? headers.get('content-length') ?? 0),
    etag: (headers.get('etag') ?? '').replaceAll('"', ''),
    contentType: headers.get('content-type') ?? undefined,
    time: updated === null ? undefined : new Date(updated).toISOString(),
    body: response.body ?? new Blob([]).stream(),
    text: () => response.text(),
    json: () => response.json(),
    bytes: async () => new Uint8Array(await response.arrayBuffer()),
  };
}
