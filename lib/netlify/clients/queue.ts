import type { Store } from '@netlify/blobs';
import { SendError } from '../../runtime/client-errors.js';
import type { QueueClient, SendOptions } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { type KeptMessage, outboxStore, WAITING } from './outbox.js';
import { type WakeOptions, wake } from './wake.js';

/** What the client is told. */
export interface QueueOptions extends WakeOptions {
  /** Name of the store. */
  readonly store: string;
}

/** How many requests are under way at the same time. */
const AT_ONCE = 16;

/** The client of a queue. */
export function queueClient(_name: string, options: QueueOptions): BindingFactory {
  return () =>
    createQueueClient(
      () => outboxStore(options.store),
      () => wake(options),
    );
}

/**
 * Keeps each message in the store, then wakes the worker. A wake call that fails is no error: the message is kept, and the
 * sweep finds it. `raw` is the store. @see https://docs.netlify.com/build/data-and-storage/netlify-blobs/
 */
export function createQueueClient(store: () => Store, wakeWorker: () => Promise<void>): QueueClient<unknown, Store> {
  const wakeSafely = () => wakeWorker().catch(() => {});
  return {
    get raw() {
      return store();
    },
    async send(body, options) {
      await keep(store(), body, options);
      await wakeSafely();
    },
    async sendAll(messages) {
      const failed: { index: number; reason: string }[] = [];
      for (let first = 0; first < messages.length; first += AT_ONCE) {
        const batch = messages.slice(first, first + AT_ONCE);
        const results = await Promise.allSettled(batch.map(({ body, options }) => keep(store(), body, options)));
        for (const [offset, result] of results.entries()) {
          if (result.status === 'rejected')
            failed.push({ index: first + offset, reason: String(result.reason?.message) });
        }
      }
      if (failed.length < messages.length) await wakeSafely();
      if (failed.length > 0) throw new SendError(failed);
    },
  };
}

async function keep(store: Store, body: unknown, { delaySeconds = 0 }: SendOptions = {}): Promise<void> {
  const now = Date.now();
  const id = crypto.randomUUID();
  const sent = new Date(now).toISOString();
  const message: KeptMessage = { id, body, attempts: 0, due: now + delaySeconds * 1000, sent };
  // Listings go by key, so that what was sent first is found first.
  await store.setJSON(`${WAITING}${now}-${id}`, message);
}
