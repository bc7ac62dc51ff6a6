import type { Store } from '@netlify/blobs';
import { queue } from '../../lib/netlify/adapter/queue';
import { type IdempotentQueueOptions, queueIdempotent } from '../../lib/netlify/adapter/queue-idempotent';
import { type KeptMessage, outboxStore, waitingKey } from '../../lib/netlify/clients/outbox';
import { createQueueClient } from '../../lib/netlify/clients/queue';
import type { QueueBatch } from '../../lib/runtime/types';
import { type RunningBlobs, startBlobs } from './blobs-server';

const HOUR = 3600;
const options: IdempotentQueueOptions = {
  timeoutSeconds: 1,
  queue: 'Holds',
  store: 'holds',
  batchSize: 10,
  maxAttempts: 1,
  retentionSeconds: HOUR,
  leaseSeconds: 3,
  renewSeconds: 0.3,
  pause: { first: 0.01, most: 1 },
  runSeconds: 60,
  waitSeconds: 10,
  slots: { most: 10, leaseSeconds: 60, renewSeconds: 20 },
  addresses: ['NOWHERE'],
  worker: '/worker',
  idempotent: { key: 'id', leaseSeconds: 3, renewSeconds: 0.3, expireAfterSeconds: 60 },
};
/** A claim of a message that ends soon and is not renewed, as when the process is busy. */
const unrenewed = { leaseSeconds: 0.5, renewSeconds: HOUR };

let blobs: RunningBlobs;
let store: Store;

beforeAll(async () => {
  blobs = await startBlobs();
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
}, 60_000);
afterAll(async () => {
  jest.restoreAllMocks();
  await blobs.stop();
});
beforeEach(async () => {
  store = outboxStore('holds');
  for (const { key } of (await store.list()).blobs) await store.delete(key);
});

const run = (adapter: typeof queue, work: (batch: QueueBatch) => unknown, more: object = {}) =>
  adapter({ queue: work }, { options: { ...options, ...more } } as never)(
    new Request('http://127.0.0.1/', { method: 'POST' }),
    {},
  ) as Promise<Response>;
const client = () =>
  createQueueClient(
    () => store,
    async () => {},
  );
const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const keys = async (prefix: string) => (await store.list({ prefix })).blobs.map(({ key }) => key);
const left = async () => ({ waiting: await keys('waiting/'), dead: await keys('dead/') });
const nothing = { waiting: [], dead: [] };
/** Lets other runs look for messages, one after the other, and notes what they get. */
const look = async (adapter: typeof queue, got: unknown[], more: object = {}) => {
  for (let time = 0; time < 5; time += 1) {
    await sleep(0.9);
    await run(adapter, ({ messages }) => void got.push(...messages.map(({ body }) => body)), {
      ...more,
      waitSeconds: 0,
    });
  }
};

describe.each([
  ['a worker', queue],
  ['a worker with idempotency', queueIdempotent as typeof queue],
])('%s whose handler outlasts its timeout', (_name, adapter) => {
  test('keeps its messages, without duplicates or dead letters', async () => {
    const got: unknown[] = [];
    const others: unknown[] = [];
    await client().sendAll([{ body: { id: 1 } }, { body: { id: 2 } }]);
    await run(adapter, async ({ messages }) => {
      got.push(...messages.map(({ body, attempt }) => [body, attempt]));
      await look(adapter, others);
    });
    expect(got).toHaveLength(2);
    expect(got).toEqual(
      expect.arrayContaining([
        [{ id: 1 }, 1],
        [{ id: 2 }, 1],
      ]),
    );
    expect([others, await left()]).toEqual([[], nothing]);
  }, 60_000);

  test('and fails then, has a dead letter of each message', async () => {
    await client().send({ id: 1 });
    await run(adapter, async () => {
      await look(adapter, []);
      throw new Error('on purpose');
    });
    expect(await left()).toEqual({ waiting: [], dead: [expect.stringMatching(/^dead\//)] });
  }, 60_000);
});

test('a message is no dead letter when its work ends well, although another run has given it up meanwhile', async () => {
  await client().send({ id: 1 });
  const others: unknown[] = [];
  await run(
    queue,
    async () => {
      await look(queue, others, unrenewed);
      expect(await left()).toEqual({ waiting: [], dead: [expect.stringMatching(/^dead\//)] });
    },
    unrenewed,
  );
  expect([others, await left()]).toEqual([[], nothing]);
}, 60_000);

test('a run that has lost a message puts it neither back nor away when it fails', async () => {
  await client().send({ id: 1 });
  const others: unknown[] = [];
  await run(
    queue,
    async () => {
      await sleep(0.7);
      await run(queue, async ({ messages }) => void others.push(...messages.map(({ attempt }) => attempt)), {
        maxAttempts: 3,
      });
      throw new Error('on purpose');
    },
    { ...unrenewed, maxAttempts: 3 },
  );
  expect([others, await left()]).toEqual([[2], nothing]);
}, 60_000);

describe('with idempotency, a message that was delivered too often', () => {
  const once = queueIdempotent as typeof queue;

  test('is not a dead letter while it is in progress', async () => {
    await client().send({ id: 1 });
    const others: unknown[] = [];
    await run(
      once,
      async () => {
        await look(once, others, unrenewed);
        expect(await keys('dead/')).toEqual([]);
      },
      unrenewed,
    );
    expect([others, await left()]).toEqual([[], nothing]);
  }, 60_000);

  test.each([
    ['was done', { id: 1 }, 0],
    ['was not done', { id: 2 }, 1],
    ['has no identity', {}, 1],
  ])('and %s has %s dead letters', async (_name, body, letters) => {
    await client().send({ id: 1 });
    await run(once, () => {});
    const message: KeptMessage = { id: 'm', body, attempts: 1, due: 0, sent: new Date().toISOString() };
    await store.setJSON(waitingKey(1, 'm'), message);
    const got: unknown[] = [];
    await run(once, ({ messages }) => void got.push(...messages));
    expect([got, await keys('waiting/'), (await keys('dead/')).length]).toEqual([[], [], letters]);
  });
});
