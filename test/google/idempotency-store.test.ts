import { idempotencyStore } from '../../lib/google/adapter/idempotency-store';
import type { Firestore, FirestoreDocument } from '../../lib/google/clients/firestore';
import { keepsIdempotencyContract } from '../runtime/idempotency-contract';

/** Documents in memory, written on the conditions of Firestore. */
function database() {
  const documents = new Map<string, FirestoreDocument>();
  let writes = 0;
  const fake: Partial<Firestore> = {
    get: async (path) => documents.get(path),
    async put(path, fields, condition) {
      const found = documents.get(path);
      if (condition === false && found !== undefined) return false;
      if (typeof condition === 'string' && found?.updateTime !== condition) return false;
      writes += 1;
      documents.set(path, { name: path, fields, updateTime: `write ${writes}` });
      return true;
    },
  };
  return fake as Firestore;
}

const times = { busySeconds: 10, expireAfterSeconds: 100 };

describe('work that is remembered in Firestore', () => {
  keepsIdempotencyContract(async () => {
    const shared = database();
    return { worker: () => idempotencyStore(shared, times) };
  });

  test('is claimed when the answer to the write was lost, and the write was sent again', async () => {
    const shared = database();
    const { put } = shared;
    const repeating = {
      ...shared,
      put: async (...given: Parameters<typeof put>) => (await put(...given)) && put(...given),
    };
    expect((await idempotencyStore(repeating, times).start('a')).state).toBe('started');
    expect((await idempotencyStore(shared, times).start('a')).state).toBe('busy');
  });
});
