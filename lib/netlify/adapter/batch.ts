import type { Store } from '@netlify/blobs';
import type { Delivery, Verdict } from '../../runtime/batches.js';
import type { AdapterContext } from '../../runtime/context.js';
import type { Logger, QueueBatch } from '../../runtime/types.js';
import { bodyOf } from '../clients/outbox.js';
import { type Claimed, giveUp, putBack } from './outbox.js';

/** How a queue treats its messages. */
export interface BatchOptions {
  /** Name of the queue, in batches. */
  readonly queue: string;
  /** How often a message is delivered. */
  readonly attempts: number;
  /** How old a message may be that is still worked on. */
  readonly retentionSeconds: number;
  /** Seconds before a message comes again: after the first failure, and at the most. */
  readonly pause: { readonly first: number; readonly most: number };
}

/** What became of a message. */
export interface Outcome extends Verdict {
  /** Whether the handler did not get it. */
  readonly isUntried?: boolean;
}

/** Gives messages to a handler, and finds out what became of each. */
export type Settle = (
  batch: { readonly queue: string; readonly deliveries: readonly Delivery[] },
  work: (batch: QueueBatch) => unknown,
  log: Logger,
  store: Store,
) => Promise<Outcome[]>;

/** What a batch is worked on with. */
export interface Batch {
  readonly options: BatchOptions;
  readonly ctx: AdapterContext;
  readonly work: (batch: QueueBatch) => unknown;
  readonly settle: Settle;
}

/** Works on messages that were taken. Resolves to when each that was put back is due, in milliseconds since 1970. */
export async function workOn(store: Store, claimed: readonly Claimed[], batch: Batch): Promise<number[]> {
  const { options, ctx, work, settle } = batch;
  const fresh: Claimed[] = [];
  for (const message of claimed) {
    const reason = hopeless(message, options);
    if (reason === undefined) fresh.push(message);
    else await end(store, message, reason, ctx);
  }
  if (fresh.length === 0) return [];
  const deliveries = fresh.map((message) => {
    const { id, attempts, sent } = message;
    return { id, body: bodyOf(message), attempt: attempts, time: sent };
  });
  const verdicts = await settle({ queue: options.queue, deliveries }, work, ctx.log, store);
  const dues = await Promise.all(fresh.map((message, index) => conclude(store, message, verdicts[index]!, batch)));
  return dues.filter((due) => due !== undefined);
}

function hopeless({ attempts, sent }: Claimed, options: BatchOptions): string | undefined {
  // It has crashed the function each time.
  if (attempts > options.attempts) return 'It was delivered too often';
  return Date.now() - Date.parse(sent) > options.retentionSeconds * 1000 ? 'It has waited too long' : undefined;
}

async function conclude(
  store: Store,
  message: Claimed,
  { retry, delaySeconds, isUntried }: Outcome,
  { options, ctx }: Batch,
): Promise<number | undefined> {
  if (!retry) return store.delete(message.key).then(() => undefined);
  if (message.attempts >= options.attempts && !isUntried)
    return end(store, message, 'It failed too often', ctx).then(() => undefined);
  const { first, most } = options.pause;
  const seconds = delaySeconds ?? Math.min(first * 2 ** (message.attempts - 1), most);
  const due = Date.now() + seconds * 1000;
  await putBack(store, message, { due, attempts: message.attempts - (isUntried ? 1 : 0) });
  return due;
}

async function end(store: Store, message: Claimed, reason: string, ctx: AdapterContext): Promise<void> {
  await giveUp(store, message, reason);
  ctx.log.error('The message was given up', undefined, { messageId: message.id, reason });
}
