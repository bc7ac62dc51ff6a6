import { app, type StorageQueueHandler } from '@azure/functions';
import { settleQueue } from '../../runtime/batches.js';
import { createEnv, type Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { invocationContext } from './context.js';
import { NAME } from './http.js';
import { type QueueTriggerOptions, toDelivery } from './message.js';

/** What the construct tells the adapter. */
export interface QueueOptions extends QueueTriggerOptions {
  /** Name of the queue, in batches. */
  readonly queue: string;
}

/** Makes a function that works on messages, one a call, of what an entry exports. A function is used as it is. */
export function queue(exported: unknown, setup: Setup<QueueOptions>): StorageQueueHandler {
  const { queueName, connection } = setup.options!;
  const handler = working(exported, setup);
  app.storageQueue(NAME, { queueName, connection, handler });
  return handler;
}

function working(exported: unknown, { options, bindings }: Setup<QueueOptions>): StorageQueueHandler {
  const { native, portable } = resolveHandler(exported, 'queue');
  if (native) return native;
  const env = createEnv(process.env, bindings);
  return async (body, azure) => {
    const ctx = invocationContext(body, azure, options!.timeoutSeconds);
    const deliveries = [toDelivery(body, azure)];
    const work = (batch: Parameters<typeof portable.queue>[0]) => portable.queue(batch, env, ctx);
    const [verdict] = await settleQueue({ queue: options!.queue, deliveries }, work, ctx.log);
    await ctx.settled();
    // The host counts, and gives up what failed too often.
    if (verdict!.retry) throw new Error('The message is to come again');
  };
}
