import type { SetupWith } from '../../runtime/env.js';
import { portableWorker } from '../../runtime/handler.js';
import { type IdempotencyOptions, type IdempotencyStore, settleIdempotent } from '../../runtime/idempotency.js';
import type { Outcome, Settle } from './batch.js';
import type { NetlifyFunction } from './http.js';
import { type IdempotencyTimes, idempotencyStore } from './idempotency-store.js';
import { type QueueOptions, working } from './queue.js';

/** Options that the construct passes to the adapter. */
export interface IdempotentQueueOptions extends QueueOptions {
  readonly idempotent: IdempotencyOptions & IdempotencyTimes;
}

/**
 * `queue` with idempotency: a message that is delivered twice is processed once. The records are in the store of the queue.
 */
export function queueIdempotent(exported: unknown, setup: SetupWith<IdempotentQueueOptions>): NetlifyFunction {
  return working(portableWorker(exported), setup, settleEach(setup.options.idempotent));
}

/** A message that another run processes, or whose record cannot be written, is delivered again; this does not count as an attempt. */
function settleEach(options: IdempotentQueueOptions['idempotent']): Settle {
  return async ({ queue, deliveries }, work, log, store) => {
    const outcomes: Outcome[] = [];
    for (const delivery of deliveries) {
      let isUntried = false;
      const watched = watch(idempotencyStore(store, options), (state) => {
        isUntried = state !== 'started';
      });
      const [result] = await settleIdempotent({ queue, deliveries: [delivery], options, store: watched }, work, log);
      outcomes.push({ ...result!, isUntried });
    }
    return outcomes;
  };
}

function watch(records: IdempotencyStore, onState: (state: string) => void): IdempotencyStore {
  return {
    ...records,
    async start(key) {
      onState('asked');
      const record = await records.start(key);
      onState(record.state);
      return record;
    },
  };
}
