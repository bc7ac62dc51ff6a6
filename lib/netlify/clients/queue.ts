import type { Store } from '@netlify/blobs';
import type { QueueClient, SendOptions } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { sendEach } from '../../runtime/send-each.js';
import { type KeptMessage, keep, outboxStore, waitingKey } from './outbox.js';
import { type WakeOptions, wake } from './wake.js';

/** Options of the client. */
export interface QueueOptions extends WakeOptions {
  /** Name of the store. */
  readonly store: string;
}

/** Creates the client of a queue. */
export function queueClient(_name: string, options: QueueOptions): BindingFactory {
  return () =>
    createQueueClient(
      () => outboxStore(options.store),
      () => wake(options),
    );
}

/**
 * Keeps each message in the store, then invokes the worker. A failed call is not an error: the message is kept, and the
 * sweep finds it. `raw` is the store. @see https://docs.netlify.com/build/data-and-storage/netlify-blobs/
 */
export function createQueueClient(store: () => Store, wakeWorker: () => Promise<void>): QueueClient<unknown, Store> {
  const wakeSafely = () => wakeWorker().catch(() => {});
  return {
    get raw() {
      return store();
    },
    async send(body, options) {
      await keepIn(store(), body, options);
      await wakeSafely();
    },
    async sendAll(messages) {
      const outbox = store();
      let isAnyKept = false;
      const keepOne = async (body: unknown, options?: SendOptions) => {
        await keepIn(outbox, body, options);
        isAnyKept = true;
      };
      await sendEach(messages, keepOne).finally(() => isAnyKept && wakeSafely());
    },
  };
}

async function keepIn(store: Store, body: unknown, { delaySeconds = 0 }: SendOptions = {}): Promise<void> {
  const now = Date.now();
  const id = crypto.randomUUID();
  const sent = new Date(now).toISOString();
  const due = now + delaySeconds * 1000;
  const message: KeptMessage = { id, ...keep(body), attempts: 0, due, sent };
  await store.setJSON(waitingKey(due, id), message);
}
