import { createEnv, type SetupWith } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import type { ObjectEvent } from '../../runtime/types.js';
import { requestContext } from './context.js';
import type { HttpFunction } from './http.js';
import { type PushMessage, readPush, textOf } from './push.js';
import { answer } from './queue.js';

/** Options of the adapter, which the construct sets. */
export interface ObjectOptions {
  readonly timeoutSeconds: number;
  /** Suffix of the keys; the notifications of Cloud Storage only filter by prefix. */
  readonly suffix?: string;
}

/** Creates a function for the objects of a bucket from the export of an entry. A native function is returned unchanged. */
export function object(exported: unknown, { options, bindings }: SetupWith<ObjectOptions>): HttpFunction {
  const { native, portable } = resolveHandler(exported, 'object');
  if (native) return native;
  const handler: HandlerOf<'object'> = portable;
  const { suffix = '', timeoutSeconds } = options;
  const env = createEnv(process.env, bindings);
  return async (request, response) => {
    const ctx = requestContext(request, timeoutSeconds);
    try {
      const event = toObjectEvent(readPush(request).message);
      if (event?.subject.endsWith(suffix)) await handler.object(event, env, ctx);
      answer(response, { id: '', retry: false });
    } catch (error) {
      ctx.log.error('The object could not be handled', error);
      answer(response, undefined);
    }
    await ctx.settled();
  };
}

/** In a versioned bucket, a deleted object becomes an older version. */
const TYPES: Readonly<Record<string, ObjectEvent['type']>> = {
  OBJECT_FINALIZE: 'object.created',
  OBJECT_DELETE: 'object.deleted',
  OBJECT_ARCHIVE: 'object.deleted',
};

/**
 * Undefined for a version that was replaced by a newer one, which has its own notification.
 * @throws TypeError when the message is not a notification
 * @see https://cloud.google.com/storage/docs/pubsub-notifications#format
 */
export function toObjectEvent(message: PushMessage): ObjectEvent | undefined {
  const {
    eventType = '',
    bucketId,
    objectId,
    objectGeneration,
    eventTime,
    overwrittenByGeneration,
  } = message.attributes ?? {};
  if (bucketId === undefined || objectId === undefined) throw new TypeError('The message is not from Cloud Storage');
  const type = TYPES[eventType];
  if (type === undefined || (type === 'object.deleted' && overwrittenByGeneration !== undefined)) return undefined;
  const resource = JSON.parse(textOf(message) || '{}') as { size?: string; etag?: string };
  const size = resource.size === undefined ? undefined : Number(resource.size);
  return {
    id: message.messageId,
    source: `//storage.googleapis.com/projects/_/buckets/${bucketId}`,
    type,
    time: new Date(eventTime ?? message.publishTime).toISOString(),
    subject: objectId,
    data: { bucket: bucketId, key: objectId, size, etag: resource.etag, versionId: objectGeneration },
  };
}
