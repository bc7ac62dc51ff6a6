import { get, put } from '@vercel/blob';
import type { SetupWith } from '../../runtime/env.js';
import { portableWorker } from '../../runtime/handler.js';
import { type IdempotencyOptions, settleIdempotent } from '../../runtime/idempotency.js';
import type { HttpModule } from './door.js';
import { idempotencyStore } from './idempotency-store.js';
import { type QueueOptions, working } from './queue.js';

/** Options that the construct passes to the adapter. */
export interface IdempotentQueueOptions extends QueueOptions {
  /** `prefix` is the prefix of the names of idempotency records. */
  readonly idempotent: IdempotencyOptions & { readonly prefix: string };
}

/**
 * `queue` with idempotency: a message that is delivered twice is processed once. The records are in the Blob store.
 */
export function queueIdempotent(exported: unknown, setup: SetupWith<IdempotentQueueOptions>): HttpModule {
  const portable = portableWorker(exported);
  const { idempotent, timeoutSeconds } = setup.options;
  const times = { busySeconds: timeoutSeconds, expireAfterSeconds: idempotent.expireAfterSeconds };
  const store = idempotencyStore({ sdk: { get, put }, prefix: idempotent.prefix }, times);
  return working(portable, setup, (batch, work, log) =>
    settleIdempotent({ ...batch, options: idempotent, store }, work, log),
  );
}
