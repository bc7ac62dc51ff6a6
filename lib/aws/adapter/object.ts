import { createEnv, type Setup } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import type { ObjectEvent } from '../../runtime/types.js';
import { lambdaContext } from './context.js';
import type { LambdaHandler } from './lambda.js';

/**
 * What S3 sends through EventBridge.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export interface S3Event {
  /** Names the event; the same when it is delivered again. */
  readonly id: string;
  /** `Object Created` or `Object Deleted`; others are refused. */
  readonly 'detail-type': string;
  /** When it happened, RFC 3339. */
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

/** What a queue delivers: each body is an event. */
export interface QueueEvent {
  /** The messages of a batch. */
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    /** Set by SQS: deliveries of this message so far are in `ApproximateReceiveCount`. */
    readonly attributes?: Readonly<Record<string, string>>;
  }[];
}

/** Tells the queue which messages to deliver again. */
export interface BatchResult {
  /** Ids of the messages that failed; empty when all went well. */
  readonly batchItemFailures: { itemIdentifier: string }[];
}

/** Turns what an entry exports into the handler of a bucket's events, direct or from a queue. A function is used as it is. */
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

// One by one: a function's memory then has to hold one object whatever the size of a batch. For more at once there are
// more instances.
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

/** Keys arrive as they were given: S3 URL-encodes them in its own notifications, not on EventBridge. */
export function toObjectEvent(event: S3Event): ObjectEvent {
  const type = TYPES[event?.['detail-type']];
  const { bucket, object: entity } = event?.detail ?? {};
  if (!type || !bucket?.name || !entity?.key) throw new TypeError('The record is no event of an object in a bucket');
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
