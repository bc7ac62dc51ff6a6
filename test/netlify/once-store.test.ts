import type { Store } from '@netlify/blobs';
import { forget } from '../../lib/netlify/adapter/forget';
import { onceStore } from '../../lib/netlify/adapter/once-store';
import { outboxStore } from '../../lib/netlify/clients/outbox';
import { type RunningBlobs, startBlobs } from './blobs-server';

const HOUR = 3_600_000;
let blobs: RunningBlobs;
let store: Store;
let now: number;

beforeAll(async () => {
  blobs = await startBlobs();
});
afterAll(() => blobs.stop());
beforeEach(async () => {
  store = outboxStore('mails');
  for (const key of await keys()) await store.delete(key);
  now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

const keys = async (prefix = '') => (await store.list({ prefix })).blobs.map(({ key }) => key);
const later = (seconds: number) => {
  now += seconds * 1000;
};
const once = () => onceStore(store, { busySeconds: 10, expireAfterSeconds: 100 });
const sweep = () => forget(store, now + HOUR);

describe('the memory of what was done, in the store of the queue', () => {
  test('lets one of some claim', async () => {
    const claims = await Promise.all([1, 2, 3, 4].map(() => once().claim('a')));
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'busy')).toHaveLength(3);
    expect(await once().claim('a')).toEqual({ state: 'busy', secondsLeft: 10 });
  });

  test('knows what is done until that expires', async () => {
    await once().claim('a');
    await once().complete('a');
    later(99);
    expect(await once().claim('a')).toEqual({ state: 'done' });
    later(2);
    expect(await once().claim('a')).toEqual({ state: 'claimed' });
  });

  test('lets be claimed what was released', async () => {
    await once().claim('a');
    await once().release('a');
    expect(await once().claim('a')).toEqual({ state: 'claimed' });
  });

  test('lets one of some claim what somebody began and never ended', async () => {
    await once().claim('a');
    later(11);
    const claims = await Promise.all([1, 2, 3, 4].map(() => once().claim('a')));
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
  });

  test('takes its own record for its claim, when the answer to the write was lost and the client repeated it', async () => {
    const { setJSON } = store;
    store.setJSON = async (...given) => {
      await setJSON.apply(store, given);
      return setJSON.apply(store, given);
    };
    expect(await once().claim('a')).toEqual({ state: 'claimed' });
  });

  test('claims nothing when the store refuses writes, new or in the place of others', async () => {
    await once().claim('old');
    later(11);
    // What the client makes of an answer like 403 to a conditional write.
    store.setJSON = async () => ({ modified: true, etag: '' });
    await expect(once().claim('a')).rejects.toThrow('takes no record');
    await expect(once().claim('old')).rejects.toThrow('takes no record');
  });
});

describe('what is deleted of it', () => {
  test('is what holds no longer, and was done or never ended, with all that reminds of it', async () => {
    await once().claim('done');
    await once().complete('done');
    await once().claim('crashed');
    later(120);
    await sweep();
    expect((await keys('work/')).sort()).toEqual(['work/crashed', 'work/done']);
    later(3 * 3600);
    await sweep();
    expect(await keys()).toEqual([]);
  });

  test('is nothing that was done again since', async () => {
    await once().claim('a');
    later(3 * 3600);
    await once().claim('a');
    await once().complete('a');
    await sweep();
    expect(await once().claim('a')).toEqual({ state: 'done' });
    later(4 * 3600);
    await sweep();
    expect(await keys()).toEqual([]);
  });

  test('cannot be claimed while it is deleted', async () => {
    await once().claim('a');
    later(4 * 3600);
    const asked: unknown[] = [];
    const remove = store.delete.bind(store);
    store.delete = async (key) => {
      if (key === 'work/a') asked.push(await once().claim('a'));
      await remove(key);
    };
    await sweep();
    expect(asked).toEqual([{ state: 'busy', secondsLeft: 60 }]);
  });

  test('is as much as time allows', async () => {
    for (const key of ['a', 'b', 'c']) await once().claim(key);
    later(4 * 3600);
    await forget(store, now);
    expect(await keys('work/')).toHaveLength(3);
  });
});
