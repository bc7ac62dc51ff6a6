import { settleChanges, settleQueue } from '../../lib/runtime/batches';
import { settleIdempotent } from '../../lib/runtime/idempotency';
import type { Change, ChangeBatch, Logger, QueueBatch } from '../../lib/runtime/types';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const soon = () => new Promise((resolve) => setTimeout(resolve, 5));
const deliveries = ['a', 'b', 'c'].map((id) => ({ id, body: { id }, attempt: 1, time: new Date(0).toISOString() }));
const changes = ['a', 'b', 'c'].map(
  (id): Change => ({ id, type: 'upsert', key: { id }, new: { id }, time: new Date(0).toISOString() }),
);
const failFor = (bad: string) => async (given: { readonly id: string }) => {
  await soon();
  if (given.id === bad) throw new Error('bad letter');
};

describe('work that each started, and the handler does not await', () => {
  const forget = (batch: QueueBatch) => {
    void batch.each(failFor('b'));
  };

  test('determines the results of a queue', async () => {
    const results = await settleQueue({ queue: 'jobs', deliveries }, forget, silent);
    expect(results.map(({ id, retry }) => `${id} ${retry}`)).toEqual(['a false', 'b true', 'c false']);
  });

  test('determines the results of messages handled with idempotency', async () => {
    const states = new Map<string, string>();
    const store = {
      start: async (key: string) => ({
        state: 'started' as const,
        own: {
          complete: async () => void states.set(key, 'done'),
          release: async () => void states.set(key, 'released'),
        },
      }),
    };
    const options = { key: 'id', expireAfterSeconds: 60 };
    const results = await settleIdempotent({ queue: 'jobs', deliveries, options, store }, forget, silent);
    expect(results.map(({ retry }) => retry)).toEqual([false, true, false]);
    expect([...states.values()]).toEqual(['done', 'released', 'done']);
  });

  test('determines the results of a table', async () => {
    const first = await settleChanges(
      { table: 'orders', changes },
      (batch: ChangeBatch) => void batch.each(failFor('b')),
      silent,
    );
    expect(first).toBe(1);
  });

  test('ends before the batch is reported when the handler throws meanwhile', async () => {
    const done: string[] = [];
    const results = await settleQueue(
      { queue: 'jobs', deliveries },
      (batch) => {
        void batch.each(async ({ id }) => {
          await soon();
          done.push(id);
        });
        throw new Error('out of luck');
      },
      silent,
    );
    expect(done).toEqual(['a', 'b', 'c']);
    expect(results.every(({ retry }) => !retry)).toBe(true);
  });

  test('is also awaited when other such work started it', async () => {
    let inner = 0;
    const first = await settleChanges(
      { table: 'orders', changes },
      (batch: ChangeBatch) => {
        void batch.each(({ id }) => {
          if (id === 'c')
            void batch.each(async () => {
              await soon();
              inner += 1;
            });
        });
      },
      silent,
    );
    expect([inner, first]).toEqual([3, undefined]);
  });

  test('reports the first failed change of all that each processed', async () => {
    const first = await settleChanges(
      { table: 'orders', changes },
      (batch: ChangeBatch) => void Promise.all([batch.each(failFor('b')), batch.each(failFor('c'))]),
      silent,
    );
    expect(first).toBe(1);
  });

  test('is rejected after the batch was reported', async () => {
    let late: QueueBatch | undefined;
    await settleQueue(
      { queue: 'jobs', deliveries },
      (batch) => {
        late = batch;
      },
      silent,
    );
    await expect(late?.each(() => {})).rejects.toThrow(/BATCH] The batch was already reported/);
  });
});
