import type { ServerResponse } from 'node:http';
import { type Delivery, type MessageResult, settleQueue } from '../../runtime/batches.js';
import { createEnv, type SetupWith } from '../../runtime/env.js';
import { type HandlerOf, portableWorker, resolveHandler } from '../../runtime/handler.js';
import { type IdempotencyOptions, settleIdempotent } from '../../runtime/idempotency.js';
import { decodeMessage } from '../../runtime/message-text.js';
import { firestore } from '../clients/firestore.js';
import { requestContext } from './context.js';
import type { HttpFunction } from './http.js';
import { idempotencyStore } from './idempotency-store.js';
import { type PushBody, readPush, textOf } from './push.js';

/** Options of the adapter, which the construct sets. */
export interface QueueOptions {
  readonly timeoutSeconds: number;
}

type Settle = typeof settleQueue;

/**
 * Turns the export of an entry into the function that Pub/Sub pushes messages to, one by one. A function is used unchanged.
 * @see https://cloud.google.com/pubsub/docs/push
 */
export function queue(exported: unknown, setup: SetupWith<QueueOptions>): HttpFunction {
  const { native, portable } = resolveHandler(exported, 'queue');
  return native ?? working(portable, setup, settleQueue);
}

/**
 * `queue` with idempotency: a message that is delivered twice is processed once. The records are in the database that
 * `TRADEWIND_ONCE` names.
 */
export function queueIdempotent(
  exported: unknown,
  setup: SetupWith<QueueOptions & { readonly idempotent: IdempotencyOptions }>,
): HttpFunction {
  const portable = portableWorker(exported);
  const { idempotent, timeoutSeconds } = setup.options;
  const times = { busySeconds: timeoutSeconds, expireAfterSeconds: idempotent.expireAfterSeconds };
  const store = idempotencyStore(firestore(String(process.env.TRADEWIND_ONCE)), times);
  return working(portable, setup, (batch, work, log) =>
    settleIdempotent({ ...batch, options: idempotent, store }, work, log),
  );
}

function working(
  handler: HandlerOf<'queue'>,
  { options, bindings }: SetupWith<QueueOptions>,
  settle: Settle,
): HttpFunction {
  const env = createEnv(process.env, bindings);
  return async (request, response) => {
    const ctx = requestContext(request, options.timeoutSeconds);
    try {
      const body = readPush(request);
      const batch = { queue: nameOf(body), deliveries: [toDelivery(body)] };
      const [result] = await settle(batch, (messages) => handler.queue(messages, env, ctx), ctx.log);
      answer(response, result);
    } catch (error) {
      ctx.log.error('The message could not be read', error);
      answer(response, undefined);
    }
    await ctx.settled();
  };
}

/** Pub/Sub redelivers the message after any response but success, after the pause of the subscription. */
export function answer(response: ServerResponse, result: MessageResult | undefined): void {
  response.statusCode = result?.retry === false ? 204 : 503;
  response.end();
}

function nameOf({ subscription }: PushBody): string {
  return subscription.split('/').at(-1) ?? '';
}

/** Converts a message of Pub/Sub for the handler. */
function toDelivery({ message, deliveryAttempt = 1 }: PushBody): Delivery {
  return {
    id: message.messageId,
    body: decodeMessage(textOf(message)),
    attempt: deliveryAttempt,
    time: new Date(message.publishTime).toISOString(),
    group: message.orderingKey || undefined,
  };
}
