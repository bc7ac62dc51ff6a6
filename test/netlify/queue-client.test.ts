import type { Store } from '@netlify/blobs';
import { leaseDue } from '../../lib/netlify/adapter/outbox';
import { type KeptMessage, outboxStore } from '../../lib/netlify/clients/outbox';
import { createQueueClient } from '../../lib/netlify/clients/queue';
import { wake } from '../../lib/netlify/clients/wake';
import { type RunningBlobs, startBlobs } from './blobs-server';

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
let blobs: RunningBlobs;
let store: Store;
let wakes: number;

beforeAll(async () => {
  blobs = await startBlobs();
});
afterAll(() => blobs.stop());
beforeEach(async () => {
  store = outboxStore('letters');
  for (const { key } of (await store.list()).blobs) await store.delete(key);
  wakes = 0;
});
afterEach(() => jest.restoreAllMocks());

const client = () =>
  createQueueClient(
    () => store,
    async () => {
      wakes += 1;
    },
  );
const kept = async () => {
  const { blobs: found } = await store.list();
  return Promise.all(
    found.map(async ({ key }) => ({ key, message: (await store.get(key, { type: 'json' })) as KeptMessage })),
  );
};

describe('the client of a queue on Netlify', () => {
  test('stores a message by the time when it is due, and then starts the worker', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-07-01T03:00:00Z'));
    await client().send({ name: 'blåbær' }, { delaySeconds: 90 });
    const [found, ...more] = await kept();
    expect([more, wakes]).toEqual([[], 1]);
    const masked = JSON.parse(JSON.stringify(found).replaceAll(new RegExp(UUID, 'g'), 'UUID'));
    expect(masked).toMatchSnapshot();
  });

  test('a delayed message is not read before it is due', async () => {
    await client().sendAll([1, 2, 3].map((hours) => ({ body: hours, options: { delaySeconds: hours * 3600 } })));
    await client().send('now');
    const reads = jest.spyOn(store, 'getWithMetadata');
    expect((await leaseDue(store, 10, 60)).map(({ body }) => body)).toEqual(['now']);
    expect(reads).toHaveBeenCalledTimes(1);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 2.5 * 3_600_000);
    expect((await leaseDue(store, 10, 60)).map(({ body }) => body).sort()).toEqual([1, 2, 'now']);
  });

  test('starts the worker once for many messages, whose keys keep the order of single sends', async () => {
    for (const [index, name] of ['first', 'second', 'third'].entries()) {
      jest.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000 + index);
      await client().sendAll([{ body: name }]);
    }
    expect((await kept()).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ message }) => message.body)).toEqual([
      'first',
      'second',
      'third',
    ]);
    wakes = 0;
    await client().sendAll(Array.from({ length: 40 }, (_, body) => ({ body })));
    expect([(await kept()).length, wakes]).toEqual([43, 1]);
  });

  test('names messages that were not stored, and starts the worker for the rest', async () => {
    const { setJSON } = store;
    store.setJSON = async (key, value, options) => {
      if ((value as KeptMessage).body === 'bad') throw new Error('on purpose');
      return setJSON.call(store, key, value, options);
    };
    const sent = client().sendAll([{ body: 'good' }, { body: 'bad' }, { body: 'well' }]);
    await expect(sent).rejects.toMatchObject({ name: 'SendError', failed: [{ index: 1, reason: 'on purpose' }] });
    expect([(await kept()).map(({ message }) => message.body).sort(), wakes]).toEqual([['good', 'well'], 1]);
  });

  test('starts no worker when no message was stored', async () => {
    store.setJSON = () => Promise.reject(new Error('on purpose'));
    await expect(client().sendAll([{ body: 'bad' }])).rejects.toThrow('on purpose');
    await expect(client().send('bad')).rejects.toThrow('on purpose');
    expect(wakes).toBe(0);
  });

  test('counts a message as sent even if the worker could not be started', async () => {
    const unheard = createQueueClient(
      () => store,
      () => Promise.reject(new Error('the wake call is lost')),
    );
    await unheard.send('one');
    expect(await kept()).toHaveLength(1);
    expect(unheard.raw).toBe(store);
  });
});

describe('a wake call', () => {
  const options = { addresses: ['FIRST_URL', 'SECOND_URL'], worker: '/.netlify/functions/mails' };
  const asked = (status: number) => {
    const spy = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('text', { status }));
    return () => spy.mock.calls.map(([url, init]) => `${init?.method} ${String(url)}`);
  };
  afterEach(() => {
    delete process.env.FIRST_URL;
    delete process.env.SECOND_URL;
  });

  test('goes to the first address that is known', async () => {
    const calls = asked(202);
    process.env.SECOND_URL = 'https://second.example';
    await wake(options);
    process.env.FIRST_URL = 'https://first.example';
    await wake(options);
    expect(calls()).toEqual([
      'POST https://second.example/.netlify/functions/mails',
      'POST https://first.example/.netlify/functions/mails',
    ]);
  });

  test('fails when no address is known, or the worker does not answer well', async () => {
    asked(404);
    await expect(wake(options)).rejects.toThrow('None of FIRST_URL, SECOND_URL is set');
    process.env.FIRST_URL = 'https://first.example';
    await expect(wake(options)).rejects.toThrow('The worker answered 404');
  });
});
