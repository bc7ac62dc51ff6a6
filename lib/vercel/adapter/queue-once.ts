import { get, put } from '@vercel/blob';
import type { Setup } from '../../runtime/env.js';
import { portableWorker } from '../../runtime/handler.js';
import { type OnceOptions, settleOnce } from '../../runtime/once.js';
import type { HttpModule } from './door.js';
import { onceStore } from './once-store.js';
import { type QueueOptions, working } from './queue.js';

/** What the construct tells the adapter. */
export interface QueueOnceOptions extends QueueOptions {
  /** `prefix` is what the names of records begin with. */
  readonly once: OnceOptions & { readonly prefix: string };
}

/**
 * The same as `queue` for work that is done once for each message, though it may be delivered twice: what is done stands
 * in the Blob store.
 */
export function queueOnce(exported: unknown, setup: Setup<QueueOnceOptions>): HttpModule {
  const portable = portableWorker(exported);
  const { once, timeoutSeconds } = setup.options!;
  const times = { busySeconds: timeoutSeconds, expireAfterSeconds: once.expireAfterSeconds };
  const store = onceStore({ sdk: { get, put }, prefix: once.prefix }, times);
  return working(portable, setup, (batch, work, log) => settleOnce({ ...batch, options: once, store }, work, log));
}
