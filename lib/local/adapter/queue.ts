import { type Delivery, settleQueue, type Verdict } from '../../runtime/batches.js';
import { createEnv, type Setup } from '../../runtime/env.js';
import { type HandlerOf, portableWorker, resolveHandler } from '../../runtime/handler.js';
import { decodeMessage } from '../../runtime/message-text.js';
import { type OnceOptions, settleOnce } from '../../runtime/once.js';
import type { QueueInvocation } from '../protocol.js';
import { localContext } from './context.js';
import { callNative } from './native.js';
import { onceStore } from './once-store.js';
import { answerInvocations, type Work } from './thread.js';

/** What the construct tells the adapter of work that is done once. */
export interface QueueOnceOptions {
  readonly once: OnceOptions;
  /** Path of the worker, whose memory the engine keeps. */
  readonly worker: string;
}

type Settle = (...given: Parameters<typeof settleQueue>) => Promise<Verdict[]>;

/** Turns the export of an entry into a thread that works on messages of a queue. */
export function queue(exported: unknown, { bindings }: Setup = {}): Work {
  const { portable, native } = resolveHandler(exported, 'queue');
  const work: Work = native
    ? (invocation) => callNative(native, invocation)
    : portableWork(portable, createEnv(process.env, bindings), settleQueue);
  answerInvocations(native !== undefined, work);
  return work;
}

/** The same for work that is done once for each message, though it may be delivered twice. */
export function queueOnce(exported: unknown, { bindings, options }: Setup<QueueOnceOptions> = {}): Work {
  const portable = portableWorker(exported);
  if (options === undefined) throw new TypeError('The worker has no settings of its idempotency');
  const store = onceStore(options.worker);
  const settle: Settle = (batch, work, log) => settleOnce({ ...batch, options: options.once, store }, work, log);
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
