import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer } from '../runtime/answers.js';
import type { BucketClient } from '../runtime/clients.js';
import type { SetupWith, Variables } from '../runtime/env.js';
import type { Guards, Serve } from '../runtime/guarded.js';
import type { HandlerOf } from '../runtime/handler.js';
import type { Context, Environment, ObjectEvent } from '../runtime/types.js';
import { webGuards } from '../runtime/web-guards.js';
import { PoisonError } from '../runtime-images/poison-error.js';
import { dropRecord, type Failure, keepRecord, RECORDS, type UploadRecord } from './upload-record.js';
import { type HttpOptions, webEnv } from './web-function.js';
import type { WebParts } from './web-parts.js';

/** Options of an upload route's adapter. */
export interface UploadOptions extends HttpOptions {
  /** Name of the bucket, in events. */
  readonly bucket: string;
  /** Variable with the token that callers must send. */
  readonly token: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly deletions: boolean;
  /** Number of attempts before an upload is given up. */
  readonly maxAttempts: number;
}

const FIRST_PAUSE = 200;

/** Parts of a function that takes uploads. */
export function uploadParts(setup: SetupWith<UploadOptions>): WebParts<'object'> {
  const { options } = setup;
  const env = webEnv(setup);
  return { guards: uploadGuards(options, env), serve: (handler) => uploadRoute(handler, options, env) };
}

/** Admits callers who send the token, with keys that are accepted here. */
export function uploadGuards(options: UploadOptions, env: Variables): Guards {
  return webGuards(options, (request, ctx) => {
    if (!isAllowed(request, env[options.token])) return answer(401, 'Unauthorized', ctx);
    return isTaken(ctx.params.key ?? '', options) ? undefined : answer(403, 'Not a key for uploads', ctx);
  });
}

/**
 * Accepts uploads for a provider whose store sends no events: puts each into the bucket, and calls the handler once it
 * is there, after the response. Objects that enter the bucket by another way cause no event. A record of an upload is
 * kept from before the response until the work is done, so that none is lost when the invocation ends early.
 */
export function uploadRoute(
  handler: HandlerOf<'object'>,
  options: UploadOptions,
  variables: Variables,
): Serve<readonly unknown[]> {
  const env = variables as Environment;
  return async (request, ctx) => {
    const { key = '' } = ctx.params;
    const bucket = env.BUCKET as BucketClient;
    if (request.method === 'DELETE' && !options.deletions) await bucket.delete(key);
    else ctx.waitUntil(work(handler, await accept(request, key, bucket, options), { env, ctx, options }));
    return Response.json({ key }, { status: 202 });
  };
}

/** Accepts no key of a record, and none that an address would turn into another key. */
function isTaken(key: string, { prefix, suffix }: UploadOptions): boolean {
  if (key.startsWith(RECORDS) || key.split('/').some((segment) => segment === '.' || segment === '..')) return false;
  return key.startsWith(prefix) && key.endsWith(suffix);
}

/** Compares digests, which takes as long for a nearly correct token as for any other. */
function isAllowed(request: Request, token: unknown): boolean {
  if (typeof token !== 'string' || token === '') return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.get('authorization') ?? ''), digest(`Bearer ${token}`));
}

/** Puts or deletes the object, and keeps a record of the work that follows. */
async function accept(
  request: Request,
  key: string,
  bucket: BucketClient,
  { bucket: name }: UploadOptions,
): Promise<UploadRecord> {
  const { method, url } = request;
  const isDeletion = method === 'DELETE';
  const bytes = isDeletion ? undefined : new Uint8Array(await request.arrayBuffer());
  const about = { id: randomUUID(), source: name, time: new Date().toISOString(), subject: key };
  const event: ObjectEvent = isDeletion
    ? { ...about, type: 'object.deleted', data: { bucket: name, key } }
    : { ...about, type: 'object.created', data: { bucket: name, key, size: bytes!.byteLength } };
  const record = { method, path: new URL(url).pathname, event };
  await keepRecord(bucket, record);
  try {
    if (bytes === undefined) await bucket.delete(key);
    else await bucket.put(key, bytes, { contentType: request.headers.get('content-type') ?? undefined });
  } catch (error) {
    // The caller receives the error.
    await dropRecord(bucket, record).catch(() => {});
    throw error;
  }
  return record;
}

interface Work {
  readonly env: Environment;
  readonly ctx: Context;
  readonly options: UploadOptions;
}

/** Resolves once the work on an upload is done or given up. */
async function work(handler: HandlerOf<'object'>, record: UploadRecord, given: Work): Promise<void> {
  const bucket = given.env.BUCKET as BucketClient;
  const failed = await attempt(handler, record.event, given);
  if (failed === undefined) await dropRecord(bucket, record);
  else await keepRecord(bucket, { ...record, failed });
}

/** There is no queue: failed work is tried again in the same invocation, unless it would fail at every attempt. */
async function attempt(
  handler: HandlerOf<'object'>,
  event: ObjectEvent,
  { env, ctx, options }: Work,
): Promise<Failure | undefined> {
  const key = event.subject;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return void (await handler.object(event, env, ctx));
    } catch (error) {
      if (error instanceof PoisonError) {
        const { code, message: reason, cause } = error;
        ctx.log.warn('The upload was refused, and is not tried again', { code, reason, key, cause });
        return { attempts, reason, code };
      }
      ctx.log.error('The object could not be handled', error, { key, attempt: attempts });
      if (attempts >= options.maxAttempts) return { attempts, reason: String(error) };
      await sleep(FIRST_PAUSE * 2 ** (attempts - 1));
    }
  }
}
