import { createEnv, type Setup } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import type { ObjectEvent } from '../../runtime/types.js';
import { lambdaContext } from './context.js';
import type { LambdaHandler } from './lambda.js';

/**
 * Event of S3, as EventBridge sends it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export interface S3Event {
  /** Id of the event; equal for each delivery. */
  readonly id: string;
  /** `Object Created` or `Object Deleted`; others are refused. */
  readonly 'detail-type': string;
  /** Time of the event, RFC 3339. */
  readonly time: string;
  /** The bucket's ARN. */
  readonly resources?: readonly string[];
  /** The bucket and the object in it, `size` in bytes. */
  readonly detail: {
    readonly bucket: { readonly name: string };
    readonly object: {
      readonly key: string;
      readonly size?: number;
      readonly etag?: string;
      readonly 'version-id'?: string;
    };
  };
}

/** Batch of a queue, in which each body is an event. */
export interface QueueEvent {
  /** Messages of the batch. */
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    /** Set by SQS: deliveries of this message so far are in `ApproximateReceiveCount`. */
    readonly attributes?: Readonly<Record<string, string>>;
  }[];
}

/** Messages that the queue must deliver again. */
export interface BatchResult {
  /** Ids of the messages that failed; empty when all went well. */
  readonly batchItemFailures: { itemIdentifier: string }[];
}

/**
 * Turns the export of an entry into the handler of a bucket's events, direct or from a queue. A function is used as it
 * is.
 */
export function object(exported: unknown, setup?: Setup): LambdaHandler<S3Event | QueueEvent, BatchResult | undefined> {
  const { native, portable } = resolveHandler(exported, 'object');
  return native ?? handle(portable, setup);
}

function handle(
  handler: HandlerOf<'object'>,
  setup: Setup | undefined,
): LambdaHandler<S3Event | QueueEvent, BatchResult | undefined> {
  const env = createEnv(process.env, setup?.bindings);
  return async (event, lambda) => {
    const ctx = lambdaContext(event, lambda);
    const one = async (make: () => S3Event, about?: object) => {
      try {
        await handler.object(toObjectEvent(make()), env, ctx);
      } catch (error) {
        ctx.log.error('The object could not be handled', error, { ...about });
        throw error;
      }
    };
    try {
      if (!('Records' in event)) return void (await one(() => event));
      return await each(event, ({ messageId, body }) => one(() => JSON.parse(body), { messageId }));
    } finally {
      await ctx.settled();
    }
  };
}

// One by one, so that the memory of a function holds one object at a time, whatever the size of a batch. More instances
// process more objects.
async function each(
  event: QueueEvent,
  handleRecord: (record: QueueEvent['Records'][number]) => Promise<void>,
): Promise<BatchResult> {
  const batchItemFailures: BatchResult['batchItemFailures'] = [];
  for (const record of event.Records) {
    await handleRecord(record).catch(() => batchItemFailures.push({ itemIdentifier: record.messageId }));
  }
  return { batchItemFailures };
}

// Incoming (AWS => CloudEvents)

const TYPES: Record<string, ObjectEvent['type'] | undefined> = {
  'Object Created': 'object.created',
  'Object Deleted': 'object.deleted',
};

/** Keys are not encoded: S3 URL-encodes them in its own notifications, but not on EventBridge. */
export function toObjectEvent(event: S3Event): ObjectEvent {
  const type = TYPES[event?.['detail-type']];
  const { bucket, object: entity } = event?.detail ?? {};
  if (!type || !bucket?.name || !entity?.key)
    throw new TypeError('The record is not an event of an object in a bucket');
  const { key, size, etag } = entity;
  return {
    id: event.id,
    source: event.resources?.[0] ?? `arn:aws:s3:::${bucket.name}`,
    type,
    time: event.time,
    subject: key,
    data: { bucket: bucket.name, key, size, etag, versionId: entity['version-id'] || undefined },
  };
}
