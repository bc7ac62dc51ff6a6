import type { IdempotencyStore } from '../../runtime/idempotency.js';
import { ask } from './thread.js';

/** Answer of the engine to the start of a record; `owner` names the record. */
export type StartAnswer =
  | { readonly state: 'started'; readonly owner: string }
  | { readonly state: 'done' }
  | { readonly state: 'busy'; readonly secondsLeft: number };

/** Stores the idempotency records of a worker in the engine. `worker` is its path. */
export function idempotencyStore(worker: string): IdempotencyStore {
  return {
    async start(key) {
      const record = (await ask(worker, 'idempotency.start', { key })) as StartAnswer;
      if (record.state !== 'started') return record;
      const { owner } = record;
      return {
        state: 'started',
        own: {
          complete: async () => void (await ask(worker, 'idempotency.complete', { key, owner })),
          release: async () => void (await ask(worker, 'idempotency.release', { key, owner })),
        },
      };
    },
  };
}
