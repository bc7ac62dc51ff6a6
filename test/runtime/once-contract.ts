import type { Claim, HeldClaim, OnceStore } from '../../lib/runtime/once';

/** A store for the contract: claims hold for 10 seconds, what is done is remembered for 100. */
export interface OnceBed {
  /** The memory as one worker has it. Workers share what is remembered. */
  worker(): OnceStore;
  /** The service deletes what has expired, where it does so by itself. */
  expire?(): void;
}

/** Claims what is known to be free. */
async function hold(store: OnceStore, key = 'a'): Promise<HeldClaim> {
  const claim = await store.claim(key);
  if (claim.state !== 'claimed') throw new Error(`The claim is ${claim.state}`);
  return claim.held;
}

/** What every memory of work that was done must do. `make` is called before each test. */
export function keepsOnceContract(make: () => Promise<OnceBed>): void {
  let bed: OnceBed;
  let now: number;
  const later = (seconds: number) => {
    now += seconds * 1000;
    bed.expire?.();
  };
  const claim = (): Promise<Claim> => bed.worker().claim('a');
  const busy = { state: 'busy', secondsLeft: expect.any(Number) };

  beforeEach(async () => {
    now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    bed = await make();
  });
  afterEach(() => jest.restoreAllMocks());

  test('one of several workers claims', async () => {
    const claims = await Promise.all([claim(), claim(), claim(), claim()]);
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'busy')).toHaveLength(3);
    later(4);
    expect(await claim()).toMatchObject({ state: 'busy', secondsLeft: expect.closeTo(6, 0) });
    expect((await bed.worker().claim('b')).state).toBe('claimed');
  });

  test('work that is done is known until that expires', async () => {
    await (await hold(bed.worker())).complete();
    later(99);
    expect(await claim()).toEqual({ state: 'done' });
    later(2);
    expect((await claim()).state).toBe('claimed');
  });

  test('a claim that was released, or has expired, is for one of several workers', async () => {
    await (await hold(bed.worker())).release();
    for (const seconds of [0, 11]) {
      later(seconds);
      const claims = await Promise.all([claim(), claim(), claim()]);
      expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    }
  });

  test('a worker whose claim has expired does not release the claim of the next', async () => {
    const first = await hold(bed.worker());
    later(11);
    const second = await hold(bed.worker());
    await first.release();
    expect(await claim()).toEqual(busy);
    await second.release();
    expect((await claim()).state).toBe('claimed');
  });

  test('what a worker has done after its claim expired is not released by the next', async () => {
    const first = await hold(bed.worker());
    later(11);
    const second = await hold(bed.worker());
    await first.complete();
    await second.release();
    expect(await claim()).toEqual({ state: 'done' });
  });

  test('a claim is released once: not again when another holds it', async () => {
    const first = await hold(bed.worker());
    await first.release();
    await hold(bed.worker());
    await first.release();
    expect(await claim()).toEqual(busy);
  });
}
