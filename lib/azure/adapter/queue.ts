import { app, type StorageQueueHandler } from '@azure/functions';
import { settleQueue } from '../../runtime/batches.js';
import { createEnv, type Setup } from '../../runtime/env.js';
import { type HandlerOf, portableWorker, resolveHandler } from '../../runtime/handler.js';
import { type OnceOptions, settleOnce } from '../../runtime/once.js';
import { azureCredential } from '../clients/azure-api.js';
import { createContainer } from '../clients/cosmos.js';
import { invocationContext } from './context.js';
import { NAME } from './http.js';
import { type QueueTriggerOptions, toDelivery } from './message.js';
import { onceStore } from './once-store.js';

/** What the construct tells the adapter. */
export interface QueueOptions extends QueueTriggerOptions {
  /** Name of the queue, in batches. */
  readonly queue: string;
}

/** Makes a function that works on messages, one a call, of what an entry exports. A function is used as it is. */
export function queue(exported: unknown, setup: Setup<QueueOptions>): StorageQueueHandler {
  const { native, portable } = resolveHandler(exported, 'queue');
  if (native) return register(native, setup.options!);
  return register(working(portable, setup, settleQueue), setup.options!, AS_BYTES);
}

/**
 * The same for work that is done once for each message, though it may be delivered twice: what is done stands in the
 * container that `TRADEWIND_ONCE` names.
 */
export function queueOnce(
  exported: unknown,
  setup: Setup<QueueOptions & { readonly once: OnceOptions }>,
): StorageQueueHandler {
  const portable = portableWorker(exported);
  const { once, timeoutSeconds } = setup.options!;
  const times = { busySeconds: timeoutSeconds, expireAfterSeconds: once.expireAfterSeconds };
  const store = onceStore(createContainer(String(process.env.TRADEWIND_ONCE), azureCredential()), times);
  const settle: Settle = (batch, work, log) => settleOnce({ ...batch, options: once, store }, work, log);
  return register(working(portable, setup, settle), setup.options!, AS_BYTES);
}

type Settle = typeof settleQueue;

/**
 * Text is parsed by the library, which loses digits and turns the text `true` into a boolean.
 * @see https://github.com/Azure/azure-functions-nodejs-library/issues/90
 */
const AS_BYTES = { dataType: 'binary' };

function register(
  handler: StorageQueueHandler,
  { queueName, connection }: QueueOptions,
  data: Partial<typeof AS_BYTES> = {},
): StorageQueueHandler {
  app.storageQueue(NAME, { queueName, connection, handler, ...data });
  return handler;
}

function working(
  handler: HandlerOf<'queue'>,
  { options, bindings }: Setup<QueueOptions>,
  settle: Settle,
): StorageQueueHandler {
  const env = createEnv(process.env, bindings);
  return async (body, azure) => {
    const ctx = invocationContext(body, azure, options!.timeoutSeconds);
    const given = { queue: options!.queue, deliveries: [toDelivery(body, azure)] };
    const [verdict] = await settle(given, (batch) => handler.queue(batch, env, ctx), ctx.log);
    await ctx.settled();
    // The host counts, and gives up what failed too often.
    if (verdict!.retry) throw new Error('The message is to come again');
  };
}
