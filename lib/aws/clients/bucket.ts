import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { BucketClient, ObjectBody, ObjectInfo, StoredObject } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { limitWrites, type WriteLimit } from '../../runtime/object-keys.js';

/** The SDK's client, and the name of the bucket. */
export interface RawBucket {
  readonly client: S3Client;
  readonly bucket: string;
}

// One for all buckets: it holds the connections.
let shared: S3Client | undefined;

/** Creates the client of a bucket whose name is in the variable `name`. */
export function bucketClient(name: string, limit: WriteLimit): BindingFactory {
  return (variables) => {
    shared ??= new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
    return limitWrites(createBucketClient({ client: shared, bucket: String(variables[name]) }), limit);
  };
}

/** @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/s3/ */
export function createBucketClient(raw: RawBucket): BucketClient<RawBucket> {
  const { client, bucket: Bucket } = raw;
  return {
    raw,
    get: (key) =>
      unlessMissing(async () => toObject(key, await client.send(new GetObjectCommand({ Bucket, Key: key })))),
    head: (key) =>
      unlessMissing(async () => toInfo(key, await client.send(new HeadObjectCommand({ Bucket, Key: key })))),
    async list({ prefix, limit, cursor } = {}) {
      const page = { Bucket, Prefix: prefix, MaxKeys: limit, ContinuationToken: cursor };
      const { Contents = [], NextContinuationToken } = await client.send(new ListObjectsV2Command(page));
      const objects = Contents.map(({ Key = '', Size = 0 }) => ({ key: Key, size: Size }));
      return { objects, cursor: NextContinuationToken };
    },
    async put(key, body, { contentType } = {}) {
      const Body = await toBytes(body);
      await client.send(new PutObjectCommand({ Bucket, Key: key, Body, ContentType: contentType }));
    },
    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },
  };
}

/** Buffers a stream: S3 requires the length before it accepts an object. */
async function toBytes(body: ObjectBody): Promise<string | Uint8Array> {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  return new Uint8Array(await new Response(body).arrayBuffer());
}

interface Answer {
  readonly ContentLength?: number;
  readonly ETag?: string;
  readonly ContentType?: string;
  readonly LastModified?: Date;
  readonly Body?: { transformToWebStream(): ReadableStream<Uint8Array> };
}

function toInfo(key: string, answer: Answer): ObjectInfo {
  return {
    key,
    size: answer.ContentLength ?? 0,
    etag: (answer.ETag ?? '').replaceAll('"', ''),
    contentType: answer.ContentType,
    time: answer.LastModified?.toISOString(),
  };
}

function toObject(key: string, answer: Answer): StoredObject {
  const body = answer.Body?.transformToWebStream() ?? new Blob([]).stream();
  const whole = () => new Response(body);
  return {
    ...toInfo(key, answer),
    body,
    text: () => whole().text(),
    json: () => whole().json(),
    bytes: async () => new Uint8Array(await whole().arrayBuffer()),
  };
}

async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (['NoSuchKey', 'NotFound'].includes((error as Error).name)) return undefined;
    throw error;
  }
}
