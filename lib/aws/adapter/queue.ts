import type { Delivery, MessageResult } from '../../runtime/batches.js';
import { settleQueue } from '../../runtime/batches.js';
import type { AdapterContext } from '../../runtime/context.js';
import { createEnv, type Setup, type Variables } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { decodeMessage } from '../../runtime/message-text.js';
import { lambdaContext } from './context.js';
import type { LambdaHandler } from './lambda.js';
import { changeVisibility } from './visibility.js';

/**
 * Batch of a queue.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export interface SqsEvent {
  /** Messages of the batch, at most ten thousand. */
  readonly Records: readonly SqsRecord[];
}

/** A message of a queue. */
export interface SqsRecord {
  /** Id of the change; equal for each delivery. */
  readonly messageId: string;
  /** Id of the delivery. */
  readonly receiptHandle: string;
  /** Body as it was sent. */
  readonly body: string;
  /** Times are milliseconds since 1970, counts start at 1; both are text. */
  readonly attributes: {
    readonly ApproximateReceiveCount?: string;
    readonly SentTimestamp?: string;
    readonly MessageGroupId?: string;
  };
  /** ARN of the queue, which ends in its name. */
  readonly eventSourceARN: string;
}

/** Messages that the queue must deliver again. */
export interface QueueResult {
  /** Empty when all went well. */
  readonly batchItemFailures: { itemIdentifier: string }[];
}

/** Processes the messages of one event, and resolves to their results. */
export type Worker = (event: SqsEvent, env: Variables, ctx: AdapterContext<SqsEvent>) => Promise<MessageResult[]>;

/** Turns the export of an entry into the handler of a queue. A function is used as it is. */
export function queue(exported: unknown, setup?: Setup): LambdaHandler<SqsEvent, QueueResult> {
  const { native, portable } = resolveHandler(exported, 'queue');
  return native ?? queueHandler(wholeBatch(portable), setup);
}

/** Reports failed messages to Lambda, which deletes the others. */
export function queueHandler(work: Worker, setup: Setup | undefined): LambdaHandler<SqsEvent, QueueResult> {
  const env = createEnv(process.env, setup?.bindings);
  return async (event, lambda) => {
    const ctx = lambdaContext(event, lambda);
    try {
      const failures = (await work(event, env, ctx)).filter(({ retry }) => retry);
      await postpone(event, failures, ctx);
      return { batchItemFailures: failures.map(({ id }) => ({ itemIdentifier: id })) };
    } finally {
      await ctx.settled();
    }
  };
}

function wholeBatch(handler: HandlerOf<'queue'>): Worker {
  return (event, env, ctx) =>
    settleQueue(
      {
        queue: queueName(event.Records[0]),
        deliveries: event.Records.map(toDelivery),
        ordered: isFifo(event.Records[0]),
      },
      (batch) => handler.queue(batch, env, ctx),
      ctx.log,
    );
}

// Incoming (AWS => portable)

/** Converts a message of SQS for the handler. */
export function toDelivery(record: SqsRecord): Delivery {
  const { ApproximateReceiveCount, SentTimestamp, MessageGroupId } = record.attributes;
  return {
    id: record.messageId,
    body: decodeMessage(record.body),
    attempt: Number(ApproximateReceiveCount) || 1,
    time: new Date(Number(SentTimestamp) || Date.now()).toISOString(),
    group: MessageGroupId,
  };
}

/** Name of the queue of a message. */
export function queueName(record: SqsRecord | undefined): string {
  return record?.eventSourceARN.split(':').at(-1) ?? '';
}

/** Recognizes messages of FIFO queues. */
export function isFifo(record: SqsRecord | undefined): boolean {
  return queueName(record).endsWith('.fifo');
}

// Outgoing (portable => AWS)

/** Delays retries that requested a delay; others are delivered again after their visibility timeout. */
async function postpone(event: SqsEvent, failures: readonly MessageResult[], ctx: AdapterContext): Promise<void> {
  const delayed = failures.filter(({ delaySeconds }) => delaySeconds !== undefined);
  if (delayed.length === 0) return;
  const records = new Map(event.Records.map((record) => [record.messageId, record]));
  try {
    await changeVisibility(
      delayed.map(({ id, delaySeconds }) => ({ record: records.get(id)!, seconds: delaySeconds! })),
    );
  } catch (error) {
    // The message is still delivered again, only later.
    ctx.log.warn('The delay of a retry could not be set', { error });
  }
}
