import { checkSize } from '../../runtime-images/limits.js';
import { PoisonError } from '../../runtime-images/poison-error.js';
import type { ImageLimits } from '../../runtime-images/types.js';
import { type AwsRequest, awsClient } from './aws-client.js';

/** Data about an object that can be read without its body. */
export interface ObjectHead {
  readonly etag: string;
  readonly size: number;
  /** User-defined metadata, by its name without `x-amz-meta-`. */
  metadata(name: string): string | undefined;
}

/** An object in S3, named as in its events. */
export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

/** Reads the head of an object. Resolves to undefined if it does not exist. */
export async function headObject(name: ObjectName): Promise<ObjectHead | undefined> {
  const response = await send(name, { method: 'HEAD' }, [404]);
  if (response.status === 404) return undefined;
  return {
    etag: plainEtag(response),
    size: Number(response.headers.get('content-length')),
    metadata: (key) => response.headers.get(`x-amz-meta-${key}`) ?? undefined,
  };
}

/** Reads the version that has `etag`. Resolves to undefined if the object was changed or deleted. */
export async function readObject(
  name: ObjectName,
  etag: string,
  limits: Pick<ImageLimits, 'maxBytes'>,
): Promise<Uint8Array | undefined> {
  const response = await send(name, { headers: { 'if-match': `"${etag}"` } }, [404, 412]);
  if (response.ok && plainEtag(response) === etag) return readBody(response, limits);
  await response.body?.cancel();
  return undefined;
}

/** Writes an object. */
export async function writeObject(name: ObjectName, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>) {
  await finish(await send(name, { method: 'PUT', body, headers }));
}

/** Deletes an object, if it exists. */
export async function deleteObject(name: ObjectName): Promise<void> {
  await finish(await send(name, { method: 'DELETE' }, [404]));
}

/**
 * Path of an object. Its parts are encoded one by one, so that slashes stay, and a `+` is not signed as a space.
 * @throws PoisonError for keys with the parts `.` and `..`, which URLs resolve, encoded or not, even into another
 * bucket
 */
export function objectPath({ bucket, key }: ObjectName): string {
  const parts = key.split('/');
  if (parts.some((part) => /^\.\.?$/.test(part))) throw new PoisonError('BAD_KEY', 'The key has a part . or ..');
  if (/\p{Surrogate}/u.test(key)) throw new PoisonError('BAD_KEY', 'The key is not Unicode');
  return `/${[bucket, ...parts].map(encodeURIComponent).join('/')}`;
}

async function send(name: ObjectName, request: AwsRequest, expected: readonly number[] = []): Promise<Response> {
  const path = objectPath(name);
  const response = await awsClient('s3').fetch(path, request);
  if (response.ok || expected.includes(response.status)) return response;
  const what = `${request.method ?? 'GET'} ${path}`;
  throw new Error(`S3 answered ${response.status} to ${what}: ${(await response.text()).slice(0, 500)}`);
}

// Counted while reading: fetch decompresses bodies, so the length in the header is not that of the body.
async function readBody(response: Response, limits: Pick<ImageLimits, 'maxBytes'>): Promise<Uint8Array> {
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

// An unread body would block the connection.
async function finish(response: Response): Promise<void> {
  await response.arrayBuffer();
}

function plainEtag(response: Response): string {
  return (response.headers.get('etag') ?? '').replace(/^W\/|"/g, '');
}
