import type { OnceStore } from '../../runtime/once.js';
import { ask } from './thread.js';

/** Answer of the engine to a claim; `owner` names the claim. */
export type ClaimAnswer =
  | { readonly state: 'claimed'; readonly owner: string }
  | { readonly state: 'done' }
  | { readonly state: 'busy'; readonly secondsLeft: number };

/** Remembers which work was done, in the engine. `worker` is the path of the worker. */
export function onceStore(worker: string): OnceStore {
  return {
    async claim(key) {
      const claim = (await ask(worker, 'once.claim', { key })) as ClaimAnswer;
      if (claim.state !== 'claimed') return claim;
      const { owner } = claim;
      return {
        state: 'claimed',
        held: {
          complete: async () => void (await ask(worker, 'once.complete', { key, owner })),
          release: async () => void (await ask(worker, 'once.release', { key, owner })),
        },
      };
    },
  };
}
