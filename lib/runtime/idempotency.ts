import { type Delivery, type MessageResult, settleQueue } from './batches.js';
import { identityOf } from './identity.js';
import type { Logger, QueueBatch } from './types.js';

/**
 * Record that this worker started. It expires: another worker can start the work when this one takes longer, or
 * crashes.
 */
export interface OwnRecord {
  /** Marks the work as done, even if another worker has started it since. */
  complete(): Promise<void>;
  /** Allows the work to be started again. Changes nothing if the record belongs to another worker by now. */
  release(): Promise<void>;
}

/** Idempotency record of a message. `secondsLeft` is the time for which another worker may still process it. */
export type IdempotencyRecord =
  | { readonly state: 'started'; readonly own: OwnRecord }
  | { readonly state: 'done' }
  | { readonly state: 'busy'; readonly secondsLeft: number };

/** Stores idempotency records. */
export interface IdempotencyStore {
  /** Starts a record, unless one exists that is done or in work and has not expired. Each started record has its own owner. */
  start(key: string): Promise<IdempotencyRecord>;
}

/** Idempotency options, from the props of the construct. */
export interface IdempotencyOptions {
  /** Path of the idempotency key in the body of a message, with dots. */
  readonly key: string;
  /** Lifetime of a record after the work is done. */
  readonly expireAfterSeconds: number;
}

/** Messages to process with idempotency. */
export interface IdempotentBatch {
  readonly queue: string;
  readonly deliveries: readonly Delivery[];
  readonly options: IdempotencyOptions;
  readonly store: IdempotencyStore;
}

/**
 * Settles a batch with idempotency: a message that is delivered twice is processed once. The handler receives the
 * messages one by one. A message without a key, or that another worker processes, is delivered again.
 */
export async function settleIdempotent(
  { queue, deliveries, options, store }: IdempotentBatch,
  work: (batch: QueueBatch) => unknown,
  log: Logger,
): Promise<MessageResult[]> {
  const results: MessageResult[] = [];
  for (const delivery of deliveries) {
    const one = async () => (await settleQueue({ queue, deliveries: [delivery] }, work, log))[0]!;
    try {
      const key = await digestOf(queue, delivery.body, options.key);
      results.push(await withRecord(key, delivery.id, store, one));
    } catch (error) {
      log.warn('The message was not handled', { messageId: delivery.id, error });
      results.push({ id: delivery.id, retry: true });
    }
  }
  return results;
}

async function withRecord(
  key: string,
  id: string,
  store: IdempotencyStore,
  work: () => Promise<MessageResult>,
): Promise<MessageResult> {
  const record = await store.start(key);
  if (record.state === 'done') return { id, retry: false };
  if (record.state === 'busy') return { id, retry: true, delaySeconds: Math.ceil(record.secondsLeft) };
  const result = await work();
  await (result.retry ? record.own.release() : record.own.complete());
  return result;
}

/** Returns a digest of the message's identity. @throws TypeError when the message has none */
async function digestOf(queue: string, body: unknown, path: string): Promise<string> {
  const text = new TextEncoder().encode(`[${JSON.stringify(queue)},${identityOf(body, path)}]`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
