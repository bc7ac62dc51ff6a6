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
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** Remembers in a container of Cosmos DB which work was done. What is over is deleted there by itself. */
export function onceStore(container: CosmosContainer, { busySeconds, expireAfterSeconds }: OnceTimes): OnceStore {
  const documentOf = (key: string, state: Remembered['state'], seconds: number) => {
    const item: Remembered = { state, until: Date.now() + seconds * 1000 };
    return { id: key, partition: key, item, ttl: Math.ceil(seconds) };
  };
  const claim = async (key: string): Promise<Claim> => {
    if (await container.write(documentOf(key, 'busy', busySeconds), false)) return { state: 'claimed' };
    const found = await container.read(key, key);
    // Gone since then.
    if (found === undefined) return await claim(key);
    const { state, until } = found.item as Remembered;
    // It is deleted a moment later at the most; until then nobody else may have it.
    const secondsLeft = Math.max(1, (until - Date.now()) / 1000);
    return state === 'done' ? { state } : { state, secondsLeft };
  };
  return {
    claim,
    async complete(key) {
      await container.write(documentOf(key, 'done', expireAfterSeconds), true);
    },
    release: (key) => container.remove(key, key),
  };
}
