import { app, type StorageQueueHandler } from '@azure/functions';
import { createEnv, type SetupWith } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import type { ObjectEvent } from '../../runtime/types.js';
import { invocationContext } from './context.js';
import { NAME } from './http.js';
import { type QueueTriggerOptions, toDelivery } from './message.js';

/** An event of Event Grid. @see https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage */
export interface BlobEvent {
  readonly id: string;
  /** Id of the storage account. */
  readonly topic: string;
  /** `/blobServices/default/containers/<container>/blobs/<name>`. */
  readonly subject: string;
  readonly eventType: string;
  readonly eventTime: string;
  readonly data?: { readonly contentLength?: number; readonly eTag?: string };
}

/** Creates a function for objects, which it receives from a queue, from the export of an entry. A native function is returned unchanged. */
export function object(exported: unknown, setup: SetupWith<QueueTriggerOptions>): StorageQueueHandler {
  const { queueName, connection } = setup.options;
  const handler = hearing(exported, setup);
  app.storageQueue(NAME, { queueName, connection, handler });
  return handler;
}

function hearing(exported: unknown, { options, bindings }: SetupWith<QueueTriggerOptions>): StorageQueueHandler {
  const { native, portable } = resolveHandler(exported, 'object');
  if (native) return native;
  const env = createEnv(process.env, bindings);
  return async (body, azure) => {
    const ctx = invocationContext(body, azure, options.timeoutSeconds);
    try {
      await portable.object(toObjectEvent(toDelivery(body, azure).body as BlobEvent), env, ctx);
    } catch (error) {
      ctx.log.error('The object could not be handled', error);
      throw error;
    } finally {
      await ctx.settled();
    }
  };
}

const SUBJECT = /^\/blobServices\/default\/containers\/([^/]+)\/blobs\/(.+)$/s;

/** @throws TypeError when the message is not an event of a blob */
export function toObjectEvent(event: BlobEvent): ObjectEvent {
  const [, container, key] = SUBJECT.exec(event?.subject ?? '') ?? [];
  if (container === undefined || key === undefined) throw new TypeError('The message is not a bucket event');
  const { contentLength: size, eTag } = event.data ?? {};
  const bucket = event.topic.split('/').at(-1) ?? '';
  return {
    id: event.id,
    source: event.topic,
    type: event.eventType === 'Microsoft.Storage.BlobDeleted' ? 'object.deleted' : 'object.created',
    time: new Date(event.eventTime).toISOString(),
    subject: key,
    data: { bucket, key, size, etag: eTag?.replaceAll('"', '') },
  };
}
