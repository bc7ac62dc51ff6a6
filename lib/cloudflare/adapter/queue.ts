import { settleQueue } from '../../runtime/batches.js';
import { createEnv, type Setup, type Variables } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { type WorkerContext, workerContext } from './context.js';
import { type MessageBatch, toDelivery } from './message.js';

/** What the construct tells the adapter. */
export interface QueueOptions {
  readonly timeoutSeconds: number;
}

/** A module as Workers load it. */
export interface QueueModule {
  queue(batch: MessageBatch, env: Variables, worker: WorkerContext): Promise<void>;
}

/**
 * Turns what an entry exports into a worker that works on messages of a queue.
 * @see https://developers.cloudflare.com/queues/configuration/javascript-apis/#consumer
 */
export function queue(exported: unknown, { options, bindings }: Setup<QueueOptions>): QueueModule {
  const { portable, native } = resolveHandler(exported, 'queue');
  if (native !== undefined) return { queue: native as QueueModule['queue'] };
  const handler: HandlerOf<'queue'> = portable;
  return {
    async queue(batch, variables, worker) {
      const ctx = workerContext(batch, worker, crypto.randomUUID(), options!.timeoutSeconds);
      const env = createEnv(variables, bindings);
      const deliveries = batch.messages.map(toDelivery);
      const verdicts = await settleQueue(
        { queue: batch.queue, deliveries },
        (messages) => handler.queue(messages, env, ctx),
        ctx.log,
      );
      for (const [index, { retry, delaySeconds }] of verdicts.entries()) {
        const message = batch.messages[index]!;
        if (retry) message.retry({ delaySeconds });
        else message.ack();
      }
    },
  };
}
