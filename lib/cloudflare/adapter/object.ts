import { createEnv, type SetupWith, type Variables } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import type { ObjectEvent } from '../../runtime/types.js';
import { type WorkerContext, workerContext } from './context.js';
import type { Message, MessageBatch } from './message.js';
import type { QueueModule, QueueOptions } from './queue.js';

/** An event of R2. @see https://developers.cloudflare.com/r2/buckets/event-notifications/#message-format */
export interface R2Event {
  readonly account: string;
  readonly bucket: string;
  /** Time of the event, RFC 3339. */
  readonly eventTime: string;
  readonly action: string;
  readonly object: { readonly key: string; readonly size?: number; readonly eTag?: string };
}

const DELETIONS = ['DeleteObject', 'LifecycleDeletion'];

/** Creates a worker for the objects of a bucket from the export of an entry. */
export function object(exported: unknown, { options, bindings }: SetupWith<QueueOptions>): QueueModule {
  const { portable, native } = resolveHandler(exported, 'object');
  const handler: HandlerOf<'object'> = portable ?? { object: native };
  const one = async (message: Message, batch: MessageBatch, variables: Variables, worker: WorkerContext) => {
    const ctx = workerContext(batch, worker, message.id, options.timeoutSeconds);
    try {
      await handler.object(toObjectEvent(message), createEnv(variables, bindings), ctx);
      message.ack();
    } catch (error) {
      ctx.log.error('The object could not be handled', error, { messageId: message.id, attempt: message.attempts });
      message.retry();
    }
  };
  return {
    async queue(batch, variables, worker) {
      for (const message of batch.messages) await one(message, batch, variables, worker);
    },
  };
}

/** @throws TypeError when the message is not an event of a bucket */
export function toObjectEvent({ id, body }: Message): ObjectEvent {
  const { account, bucket, action, eventTime, object: found } = body as R2Event;
  if (typeof bucket !== 'string' || typeof found?.key !== 'string')
    throw new TypeError('The message is not a bucket event');
  const { key, size, eTag } = found;
  return {
    // R2 events have no id; a message keeps its id across deliveries.
    id,
    source: `r2://${account}/${bucket}`,
    type: DELETIONS.includes(action) ? 'object.deleted' : 'object.created',
    time: eventTime,
    subject: key,
    data: { bucket, key, size, etag: eTag },
  };
}
