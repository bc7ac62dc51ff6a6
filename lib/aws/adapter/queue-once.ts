import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { Context as LambdaContextOfPowertools } from 'aws-lambda';
import { settleQueue, type Verdict } from '../../runtime/batches.js';
import type { Setup } from '../../runtime/env.js';
import { type HandlerOf, portableWorker } from '../../runtime/handler.js';
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

/** How messages are told apart, from the props of the construct. */
export interface OnceOptions {
  /** Where a message's identity is in its body, dotted. */
  readonly key: string;
  /** How long it is remembered. */
  readonly expireAfterSeconds: number;
}

/** A message that the handler asked to have again. Thrown, so that it is forgotten. */
class Retry extends Error {
  constructor(readonly delaySeconds?: number) {
    super('The handler asked for a retry');
  }
}

/**
 * The same as `queue` for work that is done once for each message, though it may be delivered twice: what is done stands
 * in the table `TRADEWIND_IDEMPOTENCY_TABLE`. The handler gets the messages one by one.
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/
 */
export function queueOnce(exported: unknown, setup?: Setup<OnceOptions>): LambdaHandler<SqsEvent, QueueResult> {
  const portable = portableWorker(exported);
  const options = setup?.options;
  const tableName = process.env.TRADEWIND_IDEMPOTENCY_TABLE;
  if (!tableName || !options) throw new Error('[tradewind:IDEMPOTENCY] TRADEWIND_IDEMPOTENCY_TABLE is not set.');
  const config = new IdempotencyConfig({
    throwOnNoIdempotencyKey: true,
    hashFunction: 'sha256',
    expiresAfterSeconds: options.expireAfterSeconds,
  });
  const once = { key: options.key, persistenceStore: new DynamoDBPersistenceLayer({ tableName }), config };
  const handler = queueHandler(oneByOne(portable, once), setup);
  return (event, lambda) => {
    // Says for how long work that has begun, and crashed, counts as going on.
    config.registerLambdaContext(lambda as LambdaContext & LambdaContextOfPowertools);
    return handler(event, lambda);
  };
}

interface Once {
  readonly key: string;
  readonly persistenceStore: DynamoDBPersistenceLayer;
  readonly config: IdempotencyConfig;
}

function oneByOne(handler: HandlerOf<'queue'>, { key, persistenceStore, config }: Once): Worker {
  return async (event, env, ctx) => {
    const once = makeIdempotent(
      async (_identity: string, record: SqsRecord): Promise<{ done: true }> => {
        const verdict = await workOn(record, handler, env, ctx);
        if (verdict.retry) throw new Retry(verdict.delaySeconds);
        return { done: true };
      },
      { persistenceStore, config, dataIndexArgument: 0 },
    );
    const verdicts: Verdict[] = [];
    const stopped = new Set<string>();
    for (const record of event.Records) {
      const group = isFifo(record) ? (record.attributes.MessageGroupId ?? '') : record.messageId;
      const verdict = stopped.has(group)
        ? { id: record.messageId, retry: true }
        : await settle(record, async () => once(identityOf(toDelivery(record).body, key), record), ctx);
      if (verdict.retry) stopped.add(group);
      verdicts.push(verdict);
    }
    return verdicts;
  };
}

type WorkerContext = Parameters<Worker>[2];

async function workOn(record: SqsRecord, handler: HandlerOf<'queue'>, env: object, ctx: WorkerContext) {
  const [verdict] = await settleQueue(
    { queue: queueName(record), deliveries: [toDelivery(record)] },
    (batch) => handler.queue(batch, env, ctx),
    ctx.log,
  );
  return verdict!;
}

async function settle(record: SqsRecord, work: () => Promise<unknown>, ctx: WorkerContext): Promise<Verdict> {
  const id = record.messageId;
  try {
    await work();
    return { id, retry: false };
  } catch (error) {
    if (error instanceof Retry) return { id, retry: true, delaySeconds: error.delaySeconds };
    // Another delivery of it is in work, or it has no key, or the table does not answer.
    ctx.log.warn('The message was not worked on', { messageId: id, error });
    return { id, retry: true };
  }
}
