import type { IdempotencyRecord, IdempotencyStore } from '../../runtime/idempotency.js';
import type { CosmosContainer } from '../clients/cosmos.js';

/** Lifetimes of records. */
export interface IdempotencyTimes {
  /** Lifetime of a started record: the worker may have crashed. */
  readonly busySeconds: number;
  /** Lifetime of a record after the work is done. */
  readonly expireAfterSeconds: number;
}

/** Stored form of an idempotency record. */
interface StoredRecord {
  readonly state: 'busy' | 'done';
  /** Worker that started it. */
  readonly owner?: string;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** Stores idempotency records in a Cosmos DB container, which deletes expired ones. */
export function idempotencyStore(
  container: CosmosContainer,
  { busySeconds, expireAfterSeconds }: IdempotencyTimes,
): IdempotencyStore {
  const documentOf = (key: string, seconds: number, about: Omit<StoredRecord, 'until'>) => {
    const item: StoredRecord = { ...about, until: Date.now() + seconds * 1000 };
    return { id: key, partition: key, item, ttl: Math.ceil(seconds) };
  };
  const ownRecord = (key: string, owner: string) => ({
    async complete() {
      await container.write(documentOf(key, expireAfterSeconds, { state: 'done' }), true);
    },
    async release() {
      const found = await container.read(key, key);
      if ((found?.item as StoredRecord | undefined)?.owner === owner) await container.remove(key, key, found?._etag);
    },
  });
  return {
    async start(key) {
      const owner = crypto.randomUUID();
      const started: IdempotencyRecord = { state: 'started', own: ownRecord(key, owner) };
      for (;;) {
        if (await container.write(documentOf(key, busySeconds, { state: 'busy', owner }), false)) return started;
        const found = await container.read(key, key);
        // Deleted meanwhile.
        if (found === undefined) continue;
        const there = found.item as StoredRecord;
        // The answer to the write was lost, and it was sent again.
        if (there.owner === owner) return started;
        if (there.state === 'done') return { state: 'done' };
        // Cosmos DB deletes it within moments; until then no other worker may acquire it.
        return { state: 'busy', secondsLeft: Math.max(1, (there.until - Date.now()) / 1000) };
      }
    },
  };
}
