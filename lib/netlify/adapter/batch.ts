import type { Store } from '@netlify/blobs';
import type { Delivery, MessageResult } from '../../runtime/batches.js';
import type { AdapterContext } from '../../runtime/context.js';
import type { Logger, QueueBatch } from '../../runtime/types.js';
import { bodyOf } from '../clients/outbox.js';
import type { LeaseOptions } from './lease.js';
import { done, giveUp, type HeldMessage, holdMessage, type LeasedMessage, putBack } from './outbox.js';

/** Treatment of the messages of a queue, and the duration of their leases. */
export interface BatchOptions extends LeaseOptions {
  /** Name of the queue, in batches. */
  readonly queue: string;
  /** Maximum number of deliveries of a message. */
  readonly maxAttempts: number;
  /** Maximum age of a message that is processed, in seconds. */
  readonly retentionSeconds: number;
  /** Seconds before a retry: after the first failure, and the maximum. */
  readonly pause: { readonly first: number; readonly most: number };
}

/** Result of one message of a queue of Netlify. */
export interface Outcome extends MessageResult {
  /** Set if the handler did not receive it. */
  readonly isUntried?: boolean;
}

/** Calls a handler with messages, and returns the result of each. */
export type Settle = (
  batch: { readonly queue: string; readonly deliveries: readonly Delivery[] },
  work: (batch: QueueBatch) => unknown,
  log: Logger,
  store: Store,
) => Promise<Outcome[]>;

/** Tools for processing a batch. */
export interface Batch {
  readonly options: BatchOptions;
  readonly ctx: AdapterContext;
  readonly work: (batch: QueueBatch) => unknown;
  readonly settle: Settle;
}

/** Processes leased messages. Resolves to the due times of those that were released, in milliseconds since 1970. */
export async function workOn(store: Store, claimed: readonly LeasedMessage[], batch: Batch): Promise<number[]> {
  const { options } = batch;
  const held = claimed.map((message) => holdMessage(store, message, options));
  const hopeless = held.filter(({ message }) => reasonToGiveUp(message, options) !== undefined);
  const fresh = held.filter((each) => !hopeless.includes(each));
  const dues: (number | undefined)[] = [];
  try {
    for (const each of hopeless) dues.push(...(await settleSome(store, [each], { ...batch, work: decline })));
    dues.push(...(await settleSome(store, fresh, batch)));
  } finally {
    await Promise.all(held.map((each) => each.end()));
  }
  return dues.filter((due) => due !== undefined);
}

/** Replaces the handler: a message is not given up if its record says that it is done or in progress. */
function decline({ messages }: QueueBatch): void {
  for (const message of messages) message.retry();
}

function reasonToGiveUp({ attempts, sent }: LeasedMessage, options: BatchOptions): string | undefined {
  // The message crashed the function each time.
  if (attempts > options.maxAttempts) return 'It was delivered too often';
  return Date.now() - Date.parse(sent) > options.retentionSeconds * 1000 ? 'It has waited too long' : undefined;
}

async function settleSome(store: Store, held: readonly HeldMessage[], batch: Batch): Promise<(number | undefined)[]> {
  if (held.length === 0) return [];
  const { options, ctx, work, settle } = batch;
  const deliveries = held.map(({ message }) => {
    const { id, attempts, sent } = message;
    return { id, body: bodyOf(message), attempt: attempts, time: sent };
  });
  const results = await settle({ queue: options.queue, deliveries }, work, ctx.log, store);
  return Promise.all(held.map((each, index) => conclude(store, each, results[index]!, batch)));
}

async function conclude(
  store: Store,
  held: HeldMessage,
  { retry, delaySeconds, isUntried }: Outcome,
  { options, ctx }: Batch,
): Promise<number | undefined> {
  const message = await held.end();
  if (!retry) return done(store, held.message, message === undefined).then(() => undefined);
  // This run did not renew its lease in time, so the next run decides: the message is due.
  if (message === undefined) return undefined;
  const isLast = message.attempts >= options.maxAttempts;
  const reason = reasonToGiveUp(message, options) ?? (isLast ? 'It failed too often' : undefined);
  if (reason !== undefined && !isUntried) return end(store, message, reason, ctx).then(() => undefined);
  const { first, most } = options.pause;
  const seconds = delaySeconds ?? Math.min(first * 2 ** (message.attempts - 1), most);
  const due = Date.now() + seconds * 1000;
  await putBack(store, message, { due, attempts: message.attempts - (isUntried ? 1 : 0) });
  return due;
}

async function end(store: Store, message: LeasedMessage, reason: string, ctx: AdapterContext): Promise<void> {
  await giveUp(store, message, reason);
  ctx.log.error('The message was given up', undefined, { messageId: message.id, reason });
}
