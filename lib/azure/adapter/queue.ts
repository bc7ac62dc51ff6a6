import { app, type StorageQueueHandler } from '@azure/functions';
import { settleQueue } from '../../runtime/batches.js';
import { createEnv, type SetupWith } from '../../runtime/env.js';
import { type HandlerOf, portableWorker, resolveHandler } from '../../runtime/handler.js';
import { type IdempotencyOptions, settleIdempotent } from '../../runtime/idempotency.js';
import { azureCredential } from '../clients/azure-api.js';
import { createContainer } from '../clients/cosmos.js';
import { invocationContext } from './context.js';
import { NAME } from './http.js';
import { idempotencyStore } from './idempotency-store.js';
import { type QueueTriggerOptions, toDelivery } from './message.js';

/** Options of the adapter, which the construct sets. */
export interface QueueOptions extends QueueTriggerOptions {
  /** Name of the queue, in batches. */
  readonly queue: string;
}

/** Registers the export of an entry as a function that processes messages, one per call. A function is used unchanged. */
export function queue(exported: unknown, setup: SetupWith<QueueOptions>): StorageQueueHandler {
  const { native, portable } = resolveHandler(exported, 'queue');
  if (native) return register(native, setup.options);
  return register(working(portable, setup, settleQueue), setup.options, AS_BYTES);
}

/**
 * `queue` with idempotency: a message that is delivered twice is processed once. The records are in the container that
 * `TRADEWIND_ONCE` names.
 */
export function queueIdempotent(
  exported: unknown,
  setup: SetupWith<QueueOptions & { readonly idempotent: IdempotencyOptions }>,
): StorageQueueHandler {
  const portable = portableWorker(exported);
  const { idempotent, timeoutSeconds } = setup.options;
  const times = { busySeconds: timeoutSeconds, expireAfterSeconds: idempotent.expireAfterSeconds };
  const store = idempotencyStore(createContainer(String(process.env.TRADEWIND_ONCE), azureCredential()), times);
  const settle: Settle = (batch, work, log) => settleIdempotent({ ...batch, options: idempotent, store }, work, log);
  return register(working(portable, setup, settle), setup.options, AS_BYTES);
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
  { options, bindings }: SetupWith<QueueOptions>,
  settle: Settle,
): StorageQueueHandler {
  const env = createEnv(process.env, bindings);
  return async (body, azure) => {
    const ctx = invocationContext(body, azure, options.timeoutSeconds);
    const given = { queue: options.queue, deliveries: [toDelivery(body, azure)] };
    const [result] = await settle(given, (batch) => handler.queue(batch, env, ctx), ctx.log);
    await ctx.settled();
    // The host counts attempts, and gives up a message that failed too often.
    if (result?.retry) throw new Error('The message is retried');
  };
}
