import type { Store } from '@netlify/blobs';
import { takeSlot } from '../../lib/netlify/adapter/slots';
import { outboxStore } from '../../lib/netlify/clients/outbox';
import { type RunningBlobs, startBlobs } from './blobs-server';

let blobs: RunningBlobs;
let store: Store;
let now: number;
/** Lets the time of a renewal come, for each slot that is held. */
let renew: Set<() => void>;

beforeAll(async () => {
  blobs = await startBlobs();
});
afterAll(() => blobs.stop());
beforeEach(async () => {
  store = outboxStore('slots');
  for (const { key } of (await store.list()).blobs) await store.delete(key);
  now = Date.now();
  renew = new Set();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  jest.spyOn(globalThis, 'setInterval').mockImplementation(((tick: () => void) => {
    renew.add(tick);
    return tick;
  }) as never);
  jest.spyOn(globalThis, 'clearInterval').mockImplementation(((tick: () => void) => renew.delete(tick)) as never);
});
afterEach(() => jest.restoreAllMocks());

const take = (most = 1) => takeSlot(store, { most, leaseSeconds: 90, renewSeconds: 20 });
const later = (seconds: number) => {
  now += seconds * 1000;
};
/** Renews all slots, and waits until the store has the renewals. */
const renewed = async (isSeen: () => boolean) => {
  for (const tick of renew) tick();
  for (let tries = 0; tries === 0 || (tries < 200 && !isSeen()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('a slot of a worker', () => {
  test('is acquired by at most maxConcurrency runs', async () => {
    const slots = await Promise.all(Array.from({ length: 12 }, () => take(3)));
    expect(slots.filter((slot) => slot !== undefined)).toHaveLength(3);
    expect(await take(3)).toBeUndefined();
  });

  test('is had by another when it was given back', async () => {
    const slot = await take();
    await slot!.giveBack();
    expect(renew.size).toBe(0);
    expect(await take()).toBeDefined();
    expect(await take()).toBeUndefined();
  });

  test('is had by another after its lease, and is not lost to who gives it back too late', async () => {
    const crashed = await take();
    later(91);
    const slots = await Promise.all([take(), take(), take()]);
    expect(slots.filter((slot) => slot !== undefined)).toHaveLength(1);
    await crashed!.giveBack();
    expect(await take()).toBeUndefined();
  });

  test('is held for as long as it is renewed', async () => {
    const slot = await take();
    for (let minute = 0; minute < 5; minute += 1) {
      later(60);
      await renewed(() => slot!.secondsLeft() > 60);
      expect(slot!.secondsLeft()).toBe(90);
    }
    expect(await take()).toBeUndefined();
  });

  test('is lost when another run has it, and reported as lost', async () => {
    const slot = await take();
    later(91);
    const other = await take();
    await renewed(() => slot!.secondsLeft() === 0);
    expect([slot!.secondsLeft(), other!.secondsLeft()]).toEqual([0, 90]);
  });

  test('is kept when a renewal fails, until its lease ends', async () => {
    const slot = await take();
    const { setJSON } = store;
    let asked = 0;
    store.setJSON = async () => {
      asked += 1;
      throw new Error('The store does not answer');
    };
    later(20);
    await renewed(() => asked > 0);
    expect(slot!.secondsLeft()).toBe(70);
    store.setJSON = setJSON;
    later(20);
    await renewed(() => slot!.secondsLeft() > 70);
    expect(slot!.secondsLeft()).toBe(90);
  });

  test('is held when the answer to a write was lost and the client repeated it', async () => {
    const { setJSON } = store;
    store.setJSON = async (...given) => {
      await setJSON.apply(store, given);
      return setJSON.apply(store, given);
    };
    const slot = await take();
    later(20);
    await renewed(() => slot!.secondsLeft() > 70);
    expect(slot!.secondsLeft()).toBe(90);
  });

  test('is acquired by no run when the store refuses writes', async () => {
    // What the client makes of an answer like 403 to a conditional write.
    store.setJSON = async () => ({ modified: true, etag: '' });
    expect(await take()).toBeUndefined();
  });
});
