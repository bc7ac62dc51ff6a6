import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BucketClient } from '../runtime/clients.js';
import type { HandlerOf } from '../runtime/handler.js';
import type { Context, Environment, ObjectEvent } from '../runtime/types.js';
import type { HttpOptions } from './web-function.js';

/** What the construct tells the adapter of an upload route. */
export interface UploadOptions extends HttpOptions {
  /** Name of the bucket, in events. */
  readonly bucket: string;
  /** The variable with the token that callers have to show. */
  readonly token: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly deletions: boolean;
  /** How often an upload is worked on before it is given up. */
  readonly attempts: number;
}

/** Where word is kept of uploads that were given up, in the bucket. */
export const FAILED = '.failed-uploads/';
const FIRST_PAUSE = 200;

/**
 * Takes uploads for a provider whose store tells nobody of them: puts each into the bucket, and lets the handler hear of
 * it once it is there, after the answer. What goes into the bucket by another way is not heard of.
 */
export function uploadRoute(handler: HandlerOf<'object'>, options: UploadOptions): HandlerOf<'fetch'> {
  return {
    async fetch(request, env, ctx) {
      if (!isAllowed(request, env[options.token])) return refuse(401, 'Unauthorized');
      const { key = '' } = ctx.params;
      if (!key.startsWith(options.prefix) || !key.endsWith(options.suffix))
        return refuse(403, 'Not a key that is taken here');
      const event = await apply(request, key, env.BUCKET as BucketClient, options);
      if (event !== undefined) ctx.waitUntil(work(handler, event, { env, ctx, attempts: options.attempts }));
      return Response.json({ key }, { status: 202 });
    },
  };
}

/** Compares digests, which takes as long for a token that is nearly right as for any other. */
function isAllowed(request: Request, token: unknown): boolean {
  if (typeof token !== 'string' || token === '') return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.get('authorization') ?? ''), digest(`Bearer ${token}`));
}

function refuse(status: number, message: string): Response {
  return Response.json({ message }, { status });
}

/** Puts or deletes the object. Resolves to what is to be told, if anything. */
async function apply(
  request: Request,
  key: string,
  bucket: BucketClient,
  { bucket: name, deletions }: UploadOptions,
): Promise<ObjectEvent | undefined> {
  const about = { id: randomUUID(), source: name, time: new Date().toISOString(), subject: key };
  if (request.method === 'DELETE') {
    await bucket.delete(key);
    return deletions ? { ...about, type: 'object.deleted', data: { bucket: name, key } } : undefined;
  }
  const bytes = new Uint8Array(await request.arrayBuffer());
  await bucket.put(key, bytes, { contentType: request.headers.get('content-type') ?? undefined });
  return { ...about, type: 'object.created', data: { bucket: name, key, size: bytes.byteLength } };
}

interface Work {
  readonly env: Environment;
  readonly ctx: Context;
  readonly attempts: number;
}

/** There is no queue: an upload that fails is tried again in the same invocation, and word of it kept in the end. */
async function work(handler: HandlerOf<'object'>, event: ObjectEvent, { env, ctx, attempts }: Work): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      return void (await handler.object(event, env, ctx));
    } catch (error) {
      ctx.log.error('The object could not be handled', error, { key: event.subject, attempt });
      await sleep(FIRST_PAUSE * 2 ** (attempt - 1));
    }
  }
  const bucket = env.BUCKET as BucketClient;
  await bucket.put(`${FAILED}${event.id}.json`, JSON.stringify(event), { contentType: 'application/json' });
}
