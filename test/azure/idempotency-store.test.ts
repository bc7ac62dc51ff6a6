import { idempotencyStore } from '../../lib/azure/adapter/idempotency-store';
import type { CosmosContainer, CosmosDocument } from '../../lib/azure/clients/cosmos';
import { createContainer } from '../../lib/azure/clients/cosmos';
import { keepsIdempotencyContract } from '../runtime/idempotency-contract';

/** Documents in memory, written on the conditions of Cosmos DB, and deleted by their time to live. */
function container() {
  const documents = new Map<string, CosmosDocument & { readonly written: number }>();
  let writes = 0;
  const fake: Partial<CosmosContainer> = {
    read: async (id) => documents.get(id),
    async write(document, replace) {
      if (!replace && documents.has(document.id)) return false;
      writes += 1;
      documents.set(document.id, { ...document, _etag: `"${writes}"`, written: Date.now() });
      return true;
    },
    async remove(id, _partition, etag) {
      if (etag === undefined || documents.get(id)?._etag === etag) documents.delete(id);
    },
  };
  const expire = () => {
    for (const [id, { ttl = 0, written }] of documents) if (written + ttl * 1000 <= Date.now()) documents.delete(id);
  };
  return { fake: fake as CosmosContainer, expire };
}

const times = { busySeconds: 10, expireAfterSeconds: 100 };

describe('work that is remembered in Cosmos DB', () => {
  keepsIdempotencyContract(async () => {
    const { fake, expire } = container();
    return { worker: () => idempotencyStore(fake, times), expire };
  });

  test('is claimed when the answer to the write was lost, and the write was sent again', async () => {
    const { fake } = container();
    const { write } = fake;
    const repeating = {
      ...fake,
      write: async (...given: Parameters<typeof write>) => (await write(...given)) && write(...given),
    };
    expect((await idempotencyStore(repeating, times).start('a')).state).toBe('started');
    expect((await idempotencyStore(fake, times).start('a')).state).toBe('busy');
  });
});

test('a document is removed as it was read, or not at all', async () => {
  const asked: (string | null)[] = [];
  const statuses = [204, 412, 404];
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (_url, init) => {
    asked.push(`${init?.method} ${new Headers(init?.headers).get('if-match')}`);
    return new Response(null, { status: statuses.shift() });
  });
  const documents = createContainer('http://127.0.0.1/dbs/tables/colls/work', { getToken: async () => null });
  await documents.remove('a', 'a', '"7"');
  await documents.remove('a', 'a', '"7"');
  await documents.remove('a', 'a');
  expect(asked).toEqual(['DELETE "7"', 'DELETE "7"', 'DELETE null']);
});
