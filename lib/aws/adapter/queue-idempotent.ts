import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { Context as LambdaContextOfPowertools } from 'aws-lambda';
import { type MessageResult, settleQueue } from '../../runtime/batches.js';
import type { SetupWith } from '../../runtime/env.js';
import { type HandlerOf, portableWorker } from '../../runtime/handler.js';
import type { IdempotencyOptions } from '../../runtime/idempotency.js';
import { identityOf } from '../../runtime/identity.js';
import type { LambdaContext, LambdaHandler } from './lambda.js';
import {
  isFifo,
  type QueueResult,
  queueHandler,
  queueName,
  type SqsEvent,
  type SqsRecord,
  toDelivery,
  type Worker,
} from './queue.js';

/** Retry that the handler requested. Thrown, so that the record is deleted. */
class Retry extends Error {
  constructor(readonly delaySeconds?: number) {
    super('The handler requested a retry');
  }
}

/**
 * `queue` with idempotency: a message that is delivered twice is processed once. The records are in the table
 * `TRADEWIND_IDEMPOTENCY_TABLE`. The handler receives the messages one by one. On AWS, Powertools
 * does this; the other providers have no such library, and use `settleIdempotent`.
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/
 */
export function queueIdempotent(
  exported: unknown,
  setup: SetupWith<IdempotencyOptions>,
): LambdaHandler<SqsEvent, QueueResult> {
  const portable = portableWorker(exported);
  const { options } = setup;
  const tableName = process.env.TRADEWIND_IDEMPOTENCY_TABLE;
  if (!tableName) throw new Error('[tradewind:IDEMPOTENCY] TRADEWIND_IDEMPOTENCY_TABLE is not set.');
  const config = new IdempotencyConfig({
    throwOnNoIdempotencyKey: true,
    hashFunction: 'sha256',
    expiresAfterSeconds: options.expireAfterSeconds,
  });
  const idempotent = { key: options.key, persistenceStore: new DynamoDBPersistenceLayer({ tableName }), config };
  const handler = queueHandler(oneByOne(portable, idempotent), setup);
  return (event, lambda) => {
    // Sets the lifetime of a record whose worker crashed.
    config.registerLambdaContext(lambda as LambdaContext & LambdaContextOfPowertools);
    return handler(event, lambda);
  };
}

interface Idempotency {
  readonly key: string;
  readonly persistenceStore: DynamoDBPersistenceLayer;
  readonly config: IdempotencyConfig;
}

function oneByOne(handler: HandlerOf<'queue'>, { key, persistenceStore, config }: Idempotency): Worker {
  return async (event, env, ctx) => {
    const process = makeIdempotent(
      async (_identity: string, record: SqsRecord): Promise<{ done: true }> => {
        const result = await workOn(record, handler, env, ctx);
        if (result.retry) throw new Retry(result.delaySeconds);
        return { done: true };
      },
      { persistenceStore, config, dataIndexArgument: 0 },
    );
    const results: MessageResult[] = [];
    const stopped = new Set<string>();
    for (const record of event.Records) {
      const group = isFifo(record) ? (record.attributes.MessageGroupId ?? '') : record.messageId;
      const result = stopped.has(group)
        ? { id: record.messageId, retry: true }
        : await settle(record, async () => process(identityOf(toDelivery(record).body, key), record), ctx);
      if (result.retry) stopped.add(group);
      results.push(result);
    }
    return results;
  };
}

type WorkerContext = Parameters<Worker>[2];

async function workOn(record: SqsRecord, handler: HandlerOf<'queue'>, env: object, ctx: WorkerContext) {
  const [result] = await settleQueue(
    { queue: queueName(record), deliveries: [toDelivery(record)] },
    (batch) => handler.queue(batch, env, ctx),
    ctx.log,
  );
  return result!;
}

async function settle(record: SqsRecord, work: () => Promise<unknown>, ctx: WorkerContext): Promise<MessageResult> {
  const id = record.messageId;
  try {
    await work();
    return { id, retry: false };
  } catch (error) {
    if (error instanceof Retry) return { id, retry: true, delaySeconds: error.delaySeconds };
    // Another delivery is in progress, the message has no key, or the table does not respond.
    ctx.log.warn('The message was not handled', { messageId: id, error });
    return { id, retry: true };
  }
}
