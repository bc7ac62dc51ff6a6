import type { Store } from '@netlify/blobs';
import { forget } from '../../lib/netlify/adapter/forget';
import { idempotencyStore } from '../../lib/netlify/adapter/idempotency-store';
import { sweep as sweepFunction } from '../../lib/netlify/adapter/sweep';
import { outboxStore } from '../../lib/netlify/clients/outbox';
import type { OwnRecord } from '../../lib/runtime/idempotency';
import { keepsIdempotencyContract } from '../runtime/idempotency-contract';
import { type RunningBlobs, startBlobs } from './blobs-server';

const HOUR = 3_600_000;
let blobs: RunningBlobs;
let store: Store;
let now: number;
/** Lets the time of a renewal come, for all that is in work. */
let renewals: Set<() => void>;

beforeAll(async () => {
  blobs = await startBlobs();
});
afterAll(() => blobs.stop());
beforeEach(async () => {
  store = outboxStore('mails');
  for (const key of await keys()) await store.delete(key);
  now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  renewals = new Set();
  jest.spyOn(globalThis, 'setInterval').mockImplementation(((tick: () => void) => {
    renewals.add(tick);
    return tick;
  }) as never);
  jest.spyOn(globalThis, 'clearInterval').mockImplementation(((tick: () => void) => renewals.delete(tick)) as never);
});
afterEach(() => jest.restoreAllMocks());

const keys = async (prefix = '') => (await store.list({ prefix })).blobs.map(({ key }) => key);
const later = (seconds: number) => {
  now += seconds * 1000;
};
const records = () => idempotencyStore(store, { leaseSeconds: 10, renewSeconds: 3, expireAfterSeconds: 100 });
const hold = async (key: string): Promise<OwnRecord> => {
  const record = await records().start(key);
  if (record.state !== 'started') throw new Error(`The record is ${record.state}`);
  return record.own;
};
const until = async (isSo: () => Promise<boolean>) => {
  for (let tries = 0; tries < 200 && !(await isSo()); tries += 1) await new Promise((done) => setTimeout(done, 10));
  expect(await isSo()).toBe(true);
};
const sweep = () => forget(store, now + HOUR);

describe('idempotency records in the store of the queue', () => {
  describe('satisfies the contract of idempotency stores', () => {
    keepsIdempotencyContract(async () => ({ worker: records }));
  });

  test('a claim that was released is renewed no more', async () => {
    await (await hold('a')).release();
    expect(renewals.size).toBe(0);
  });

  test('keeps a claim while the work continues, even past its timeout', async () => {
    const held = await hold('a');
    for (let time = 0; time < 5; time += 1) {
      later(8);
      for (const tick of renewals) tick();
      await until(
        async () => ((await store.get('work/a', { type: 'json' })) as { until: number }).until === now + 10_000,
      );
    }
    expect(await records().start('a')).toEqual({ state: 'busy', secondsLeft: 10 });
    await held.complete();
    expect(renewals.size).toBe(0);
    expect(await records().start('a')).toEqual({ state: 'done' });
  });

  test('releases nothing that another has claimed since, also after a renewal that came too late', async () => {
    const held = await hold('a');
    later(11);
    await hold('a');
    const [tick] = renewals;
    tick!();
    await held.release();
    expect(await records().start('a')).toEqual({ state: 'busy', secondsLeft: 10 });
  });

  test('takes its own record for its claim, when the answer to the write was lost and the client repeated it', async () => {
    const { setJSON } = store;
    store.setJSON = async (...given) => {
      await setJSON.apply(store, given);
      return setJSON.apply(store, given);
    };
    expect((await records().start('a')).state).toBe('started');
  });

  test('claims nothing when the store refuses writes, new or in the place of others', async () => {
    await records().start('old');
    later(11);
    // What the client makes of an answer like 403 to a conditional write.
    store.setJSON = async () => ({ modified: true, etag: '' });
    await expect(records().start('a')).rejects.toThrow('rejects the record');
    await expect(records().start('old')).rejects.toThrow('rejects the record');
  });
});

describe('what is deleted of it', () => {
  test('is what holds no longer, and was done or never ended, with all that reminds of it', async () => {
    await (await hold('done')).complete();
    await records().start('crashed');
    later(120);
    await sweep();
    expect((await keys('work/')).sort()).toEqual(['work/crashed', 'work/done']);
    later(3 * 3600);
    await sweep();
    expect(await keys()).toEqual([]);
  });

  test.each([true, false])('is deleted by the sweep of a worker that remembers: %s', async (remembers) => {
    await records().start('a');
    later(4 * 3600);
    const options = { timeoutSeconds: 30, store: 'mails', addresses: ['URL'], worker: '/worker', remembers };
    const run = sweepFunction({}, { options });
    const answer = (await run(new Request('http://127.0.0.1/'), {})) as Response;
    expect([answer.status, await keys('work/')]).toEqual([204, remembers ? [] : ['work/a']]);
  });

  test('is nothing that was done again since', async () => {
    await records().start('a');
    later(3 * 3600);
    await (await hold('a')).complete();
    await sweep();
    expect(await records().start('a')).toEqual({ state: 'done' });
    later(4 * 3600);
    await sweep();
    expect(await keys()).toEqual([]);
  });

  test('cannot be claimed while it is deleted', async () => {
    await records().start('a');
    later(4 * 3600);
    const asked: unknown[] = [];
    const remove = store.delete.bind(store);
    store.delete = async (key) => {
      if (key === 'work/a') asked.push(await records().start('a'));
      await remove(key);
    };
    await sweep();
    expect(asked).toEqual([{ state: 'busy', secondsLeft: 60 }]);
  });

  test('is as much as time allows', async () => {
    for (const key of ['a', 'b', 'c']) await records().start(key);
    later(4 * 3600);
    await forget(store, now);
    expect(await keys('work/')).toHaveLength(3);
  });
});
