import { type MessageResult, settleQueue } from '../../runtime/batches.js';
import { createEnv, type SetupWith, type Variables } from '../../runtime/env.js';
import { type HandlerOf, portableWorker, resolveHandler } from '../../runtime/handler.js';
import { type IdempotencyOptions, settleIdempotent } from '../../runtime/idempotency.js';
import type { D1Database } from '../clients/database.js';
import { type WorkerContext, workerContext } from './context.js';
import { idempotencyStore } from './idempotency-store.js';
import { type MessageBatch, toDelivery } from './message.js';

/** Options of the adapter, which the construct sets. */
export interface QueueOptions {
  readonly timeoutSeconds: number;
}

/** A module as Workers load it. */
export interface QueueModule {
  queue(batch: MessageBatch, env: Variables, worker: WorkerContext): Promise<void>;
}

/**
 * Turns the export of an entry into a worker that processes the messages of a queue.
 * @see https://developers.cloudflare.com/queues/configuration/javascript-apis/#consumer
 */
export function queue(exported: unknown, { options, bindings }: SetupWith<QueueOptions>): QueueModule {
  const { portable, native } = resolveHandler(exported, 'queue');
  if (native !== undefined) return { queue: native as QueueModule['queue'] };
  return working(portable, { options, bindings }, settleQueue);
}

/**
 * `queue` with idempotency: a message that is delivered twice is processed once. The records are in the database that is
 * bound as `TRADEWIND_ONCE`.
 */
export function queueIdempotent(
  exported: unknown,
  setup: SetupWith<QueueOptions & { readonly idempotent: IdempotencyOptions }>,
): QueueModule {
  const portable = portableWorker(exported);
  const { idempotent, timeoutSeconds } = setup.options;
  return working(portable, setup, (batch, work, log, variables) => {
    const times = { busySeconds: timeoutSeconds, expireAfterSeconds: idempotent.expireAfterSeconds };
    const store = idempotencyStore(variables.TRADEWIND_ONCE as D1Database, times);
    return settleIdempotent({ ...batch, options: idempotent, store }, work, log);
  });
}

type Settle = (...given: [...Parameters<typeof settleQueue>, variables: Variables]) => Promise<MessageResult[]>;

function working(
  handler: HandlerOf<'queue'>,
  { options, bindings }: SetupWith<QueueOptions>,
  settle: Settle,
): QueueModule {
  return {
    async queue(batch, variables, worker) {
      const ctx = workerContext(batch, worker, crypto.randomUUID(), options.timeoutSeconds);
      const env = createEnv(variables, bindings);
      const given = { queue: batch.queue, deliveries: batch.messages.map(toDelivery) };
      const results = await settle(given, (messages) => handler.queue(messages, env, ctx), ctx.log, variables);
      for (const [index, { retry, delaySeconds }] of results.entries()) {
        const message = batch.messages[index]!;
        if (retry) message.retry({ delaySeconds });
        else message.ack();
      }
    },
  };
}
