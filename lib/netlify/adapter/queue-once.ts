import type { Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { type OnceOptions, settleOnce } from '../../runtime/once.js';
import type { NetlifyFunction } from './http.js';
import { onceStore } from './once-store.js';
import { type QueueOptions, working } from './queue.js';

/** What the construct tells the adapter. */
export interface QueueOnceOptions extends QueueOptions {
  readonly once: OnceOptions;
}

/**
 * The same as `queue` for work that is done once for each message, though it may be delivered twice: what is done stands
 * in the store of the queue.
 */
export function queueOnce(exported: unknown, setup: Setup<QueueOnceOptions>): NetlifyFunction {
  const { portable } = resolveHandler(exported, 'queue');
  if (portable === undefined)
    throw new TypeError(
      '[tradewind:HANDLER] idempotency is for portable handlers: the messages of a native one are not told apart. ' +
        'Fix: export default { queue(batch, env, ctx) {...} }, or leave the prop out.',
    );
  const { once, timeoutSeconds } = setup.options!;
  const times = { busySeconds: timeoutSeconds, expireAfterSeconds: once.expireAfterSeconds };
  return working(portable, setup, (batch, work, log, store) =>
    settleOnce({ ...batch, options: once, store: onceStore(store, times) }, work, log),
  );
}
