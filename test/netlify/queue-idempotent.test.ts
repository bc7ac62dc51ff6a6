import { type IdempotentQueueOptions, queueIdempotent } from '../../lib/netlify/adapter/queue-idempotent';
import { outboxStore } from '../../lib/netlify/clients/outbox';
import { createQueueClient } from '../../lib/netlify/clients/queue';
import type { QueueBatch } from '../../lib/runtime/types';
import { type RunningBlobs, startBlobs } from './blobs-server';

const options: IdempotentQueueOptions = {
  timeoutSeconds: 1,
  queue: 'Orders',
  store: 'orders',
  batchSize: 10,
  maxAttempts: 1,
  retentionSeconds: 3600,
  leaseSeconds: 60,
  renewSeconds: 20,
  pause: { first: 0.01, most: 1 },
  runSeconds: 60,
  waitSeconds: 10,
  slots: { most: 10, leaseSeconds: 60, renewSeconds: 20 },
  addresses: ['URL'],
  worker: '/worker',
  idempotent: { key: 'id', leaseSeconds: 1, renewSeconds: 0.2, expireAfterSeconds: 60 },
};
let blobs: RunningBlobs;

beforeAll(async () => {
  blobs = await startBlobs();
});
afterAll(() => blobs.stop());

const worker = (work: (batch: QueueBatch) => unknown) => {
  const run = queueIdempotent({ queue: work }, { options });
  return () => run(new Request('http://127.0.0.1/', { method: 'POST' }), {}) as Promise<Response>;
};

test('a message that is in progress elsewhere waits for its end, which does not count as an attempt', async () => {
  const store = outboxStore('orders');
  const client = createQueueClient(
    () => store,
    async () => {},
  );
  const got: unknown[] = [];
  const runs: Promise<Response>[] = [];
  const other = worker(({ messages }) => void got.push(...messages.map(({ body }) => body)));
  await client.send({ id: 7, by: 'the first' });
  await worker(async ({ messages }) => {
    await client.send({ id: 7, by: 'the second' });
    // It finds the other in work, and puts its own back until that is no more.
    runs.push(other());
    // Longer than the record of it would hold, if it were not renewed.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    got.push(...messages.map(({ body }) => body));
  })();
  await Promise.all(runs);
  const { blobs: left } = await store.list({ prefix: 'waiting/' });
  const { blobs: dead } = await store.list({ prefix: 'dead/' });
  expect([got, left, dead]).toEqual([[{ id: 7, by: 'the first' }], [], []]);
}, 30_000);
