import { type Delivery, type MessageResult, settleQueue } from '../../runtime/batches.js';
import { createEnv, type Setup, type SetupWith } from '../../runtime/env.js';
import { type HandlerOf, portableWorker, resolveHandler } from '../../runtime/handler.js';
import { type IdempotencyOptions, settleIdempotent } from '../../runtime/idempotency.js';
import { decodeMessage } from '../../runtime/message-text.js';
import { localContext } from './context.js';
import { idempotencyStore } from './idempotency-store.js';
import { callNative } from './native.js';
import type { QueueInvocation } from './protocol.js';
import { answerInvocations, type Work } from './thread.js';

/** Options of a worker with idempotency. */
export interface IdempotentOptions {
  readonly idempotency: IdempotencyOptions;
  /** Path of the worker, whose records the engine stores. */
  readonly worker: string;
}

type Settle = (...given: Parameters<typeof settleQueue>) => Promise<MessageResult[]>;

/** Turns the export of an entry into a thread that works on messages of a queue. */
export function queue(exported: unknown, { bindings }: Setup = {}): Work {
  const { portable, native } = resolveHandler(exported, 'queue');
  const work: Work = native
    ? (invocation) => callNative(native, invocation)
    : portableWork(portable, createEnv(process.env, bindings), settleQueue);
  answerInvocations(native !== undefined, work);
  return work;
}

/** `queue` with idempotency: a message that is delivered twice is processed once. */
export function queueIdempotent(exported: unknown, { bindings, options }: SetupWith<IdempotentOptions>): Work {
  const portable = portableWorker(exported);
  const store = idempotencyStore(options.worker);
  const settle: Settle = (batch, work, log) =>
    settleIdempotent({ ...batch, options: options.idempotency, store }, work, log);
  const work = portableWork(portable, createEnv(process.env, bindings), settle);
  answerInvocations(false, work);
  return work;
}

function portableWork(handler: HandlerOf<'queue'>, env: object, settle: Settle): Work {
  return async (invocation) => {
    const ctx = localContext(invocation);
    if (invocation.event.kind !== 'queue') throw new TypeError('The event is no batch of messages');
    const { queue: name, deliveries, ordered } = invocation.event;
    const batch = { queue: name, deliveries: deliveries.map(toDelivery), ordered };
    const result = await settle(batch, (messages) => handler.queue(messages, env, ctx), ctx.log);
    return { result, settled: ctx.settled() };
  };
}

function toDelivery({ text, ...delivery }: QueueInvocation['deliveries'][number]): Delivery {
  return { ...delivery, body: decodeMessage(text) };
}
