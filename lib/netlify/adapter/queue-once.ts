import type { Setup } from '../../runtime/env.js';
import { portableWorker } from '../../runtime/handler.js';
import { type OnceOptions, type OnceStore, settleOnce } from '../../runtime/once.js';
import type { Outcome, Settle } from './batch.js';
import type { NetlifyFunction } from './http.js';
import { type OnceTimes, onceStore } from './once-store.js';
import { type QueueOptions, working } from './queue.js';

/** What the construct tells the adapter. */
export interface QueueOnceOptions extends QueueOptions {
  readonly once: OnceOptions & OnceTimes;
}

/**
 * The same as `queue` for work that is done once for each message, though it may be delivered twice: what is done stands
 * in the store of the queue.
 */
export function queueOnce(exported: unknown, setup: Setup<QueueOnceOptions>): NetlifyFunction {
  return working(portableWorker(exported), setup, settleEach(setup.options!.once));
}

/** A message that is in work elsewhere, or that cannot be claimed, comes again, and this was no attempt. */
function settleEach(options: QueueOnceOptions['once']): Settle {
  return async ({ queue, deliveries }, work, log, store) => {
    const outcomes: Outcome[] = [];
    for (const delivery of deliveries) {
      let isUntried = false;
      const memory = watch(onceStore(store, options), (state) => {
        isUntried = state !== 'claimed';
      });
      const [verdict] = await settleOnce({ queue, deliveries: [delivery], options, store: memory }, work, log);
      outcomes.push({ ...verdict!, isUntried });
    }
    return outcomes;
  };
}

function watch(memory: OnceStore, hear: (state: string) => void): OnceStore {
  return {
    ...memory,
    async claim(key) {
      hear('asked');
      const claim = await memory.claim(key);
      hear(claim.state);
      return claim;
    },
  };
}
