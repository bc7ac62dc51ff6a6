import type { Claim, OnceStore } from '../../runtime/once.js';
import type { CosmosContainer } from '../clients/cosmos.js';

/** For how long things are remembered. */
export interface OnceTimes {
  /** How long work that has begun counts as going on: it may have crashed. */
  readonly busySeconds: number;
  /** How long work that is done is remembered. */
  readonly expireAfterSeconds: number;
}

/** What is remembered of a piece of work. */
interface Remembered {
  readonly state: 'busy' | 'done';
  /** Whose claim it is. */
  readonly owner?: string;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** Remembers in a container of Cosmos DB which work was done. What has expired is deleted there by itself. */
export function onceStore(container: CosmosContainer, { busySeconds, expireAfterSeconds }: OnceTimes): OnceStore {
  const documentOf = (key: string, seconds: number, about: Omit<Remembered, 'until'>) => {
    const item: Remembered = { ...about, until: Date.now() + seconds * 1000 };
    return { id: key, partition: key, item, ttl: Math.ceil(seconds) };
  };
  const held = (key: string, owner: string) => ({
    async complete() {
      await container.write(documentOf(key, expireAfterSeconds, { state: 'done' }), true);
    },
    async release() {
      const found = await container.read(key, key);
      if ((found?.item as Remembered | undefined)?.owner === owner) await container.remove(key, key, found?._etag);
    },
  });
  return {
    async claim(key) {
      const owner = crypto.randomUUID();
      const claimed: Claim = { state: 'claimed', held: held(key, owner) };
      for (;;) {
        if (await container.write(documentOf(key, busySeconds, { state: 'busy', owner }), false)) return claimed;
        const found = await container.read(key, key);
        // Gone since then.
        if (found === undefined) continue;
        const there = found.item as Remembered;
        // The answer to the write was lost, and it was sent again.
        if (there.owner === owner) return claimed;
        if (there.state === 'done') return { state: 'done' };
        // It is deleted a moment later at most; until then no one else may have it.
        return { state: 'busy', secondsLeft: Math.max(1, (there.until - Date.now()) / 1000) };
      }
    },
  };
}
