import {
  AnonymousCredential,
  type BlobGetPropertiesHeaders,
  ContainerClient,
  type ContainerListBlobFlatSegmentResponse as ListResponse,
  RestError,
} from '@azure/storage-blob';
import type { BucketClient, ObjectBody, ObjectInfo, StoredObject } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { hasAddress, limitWrites, type WriteLimit, withKeys } from '../../runtime/object-keys.js';
import { azureCredential } from './azure-api.js';

/** Creates the client of a bucket whose container's address is in the variable `name`. */
export function bucketClient(name: string, limit: WriteLimit): BindingFactory {
  return (variables) => limitWrites(createBucketClient(openContainer(String(variables[name]))), limit);
}

/** Opens a container by its address. An emulator, recognized by a URL without TLS, receives no token. */
export function openContainer(url: string): ContainerClient {
  return new ContainerClient(url, url.startsWith('http:') ? new AnonymousCredential() : azureCredential());
}

const PAGE = 1000;

/** `raw` is the SDK's client. @see https://learn.microsoft.com/javascript/api/@azure/storage-blob/containerclient */
export function createBucketClient(raw: ContainerClient): BucketClient<ContainerClient> {
  const client: BucketClient<ContainerClient> = {
    raw,
    get: (key) =>
      unlessMissing(async () => {
        const found = await raw.getBlobClient(key).download();
        return toObject(toInfo(key, found), found.readableStreamBody!);
      }),
    head: (key) => unlessMissing(async () => toInfo(key, await raw.getBlobClient(key).getProperties())),
    async list({ prefix, limit = PAGE, cursor } = {}) {
      const pages = raw.listBlobsFlat({ prefix }).byPage({ maxPageSize: limit, continuationToken: cursor });
      const { segment, continuationToken } = (await pages.next()).value as ListResponse;
      const objects = segment.blobItems.map((blob) => ({ key: blob.name, size: blob.properties.contentLength ?? 0 }));
      return { objects, cursor: continuationToken || undefined };
    },
    async put(key, body, { contentType } = {}) {
      const bytes = await toBytes(body);
      const blobHTTPHeaders = { blobContentType: contentType };
      await raw.getBlockBlobClient(key).uploadData(bytes, { blobHTTPHeaders });
    },
    async delete(key) {
      await raw.getBlobClient(key).deleteIfExists();
    },
  };
  return withKeys(client, hasAddress);
}

async function toBytes(body: ObjectBody): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  return new Uint8Array(await new Response(body).arrayBuffer());
}

function toInfo(key: string, found: BlobGetPropertiesHeaders): ObjectInfo {
  return {
    key,
    size: found.contentLength ?? 0,
    etag: (found.etag ?? '').replaceAll('"', ''),
    contentType: found.contentType,
    time: found.lastModified?.toISOString(),
  };
}

function toObject(info: ObjectInfo, stream: NodeJS.ReadableStream): StoredObject {
  const { body } = new Response(stream as unknown as ReadableStream<Uint8Array>);
  const whole = () => new Response(body);
  return {
    ...info,
    body: body!,
    text: () => whole().text(),
    json: () => whole().json(),
    bytes: async () => new Uint8Array(await whole().arrayBuffer()),
  };
}

async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RestError && error.statusCode === 404) return undefined;
    throw error;
  }
}
