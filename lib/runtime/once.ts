import { type Delivery, settleQueue, type Verdict } from './batches.js';
import { identityOf } from './identity.js';
import type { Logger, QueueBatch } from './types.js';

/** A claim that was made. It holds for a time: another can claim the work when this worker takes longer, or crashes. */
export interface HeldClaim {
  /** Remembers that the work is done, which it is even if another has claimed it since. */
  complete(): Promise<void>;
  /** Allows the work to be claimed again. Changes nothing when the claim is not this worker's any more. */
  release(): Promise<void>;
}

/** Answer to a claim. `secondsLeft` is how long the work of another may still go on. */
export type Claim =
  | { readonly state: 'claimed'; readonly held: HeldClaim }
  | { readonly state: 'done' }
  | { readonly state: 'busy'; readonly secondsLeft: number };

/** Remembers which work was done. */
export interface OnceStore {
  /** Claims work that no one does, and that is not done. Every claim has an owner of its own. */
  claim(key: string): Promise<Claim>;
}

/** How messages are told apart, from the props of the construct. */
export interface OnceOptions {
  /** Where a message's identity is in its body, dotted. */
  readonly key: string;
  /** How long it is remembered. */
  readonly expireAfterSeconds: number;
}

/** Messages to work on once, and what with. */
export interface OnceBatch {
  readonly queue: string;
  readonly deliveries: readonly Delivery[];
  readonly options: OnceOptions;
  readonly store: OnceStore;
}

/**
 * The same as `settleQueue` for work that is done once for each message, though it may be delivered twice. The handler
 * gets the messages one by one. One without an identity, or that is in work elsewhere, comes again.
 */
export async function settleOnce(
  { queue, deliveries, options, store }: OnceBatch,
  work: (batch: QueueBatch) => unknown,
  log: Logger,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const delivery of deliveries) {
    const one = async () => (await settleQueue({ queue, deliveries: [delivery] }, work, log))[0]!;
    try {
      const key = await digestOf(queue, delivery.body, options.key);
      verdicts.push(await once(key, delivery.id, store, one));
    } catch (error) {
      log.warn('The message was not worked on', { messageId: delivery.id, error });
      verdicts.push({ id: delivery.id, retry: true });
    }
  }
  return verdicts;
}

async function once(key: string, id: string, store: OnceStore, work: () => Promise<Verdict>): Promise<Verdict> {
  const claim = await store.claim(key);
  if (claim.state === 'done') return { id, retry: false };
  if (claim.state === 'busy') return { id, retry: true, delaySeconds: Math.ceil(claim.secondsLeft) };
  const verdict = await work();
  await (verdict.retry ? claim.held.release() : claim.held.complete());
  return verdict;
}

/** A digest of the message's identity. @throws TypeError when the message has none */
async function digestOf(queue: string, body: unknown, path: string): Promise<string> {
  const text = new TextEncoder().encode(`[${JSON.stringify(queue)},${identityOf(body, path)}]`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
