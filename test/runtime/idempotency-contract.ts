import type { IdempotencyRecord, IdempotencyStore, OwnRecord } from '../../lib/runtime/idempotency';

/** Store for the contract: started records live for 10 seconds, those of completed work for 100. */
export interface StoreBed {
  /** Returns the store as one worker has it. Workers share the records. */
  worker(): IdempotencyStore;
  /** Deletes expired records, where the service does that itself. */
  expire?(): void;
}

/** Starts a record that is known to be free. */
async function hold(store: IdempotencyStore, key = 'a'): Promise<OwnRecord> {
  const record = await store.start(key);
  if (record.state !== 'started') throw new Error(`The record is ${record.state}`);
  return record.own;
}

/** Tests that hold for each idempotency store. `make` is called before each test. */
export function keepsIdempotencyContract(make: () => Promise<StoreBed>): void {
  let bed: StoreBed;
  let now: number;
  const later = (seconds: number) => {
    now += seconds * 1000;
    bed.expire?.();
  };
  const start = (): Promise<IdempotencyRecord> => bed.worker().start('a');
  const busy = { state: 'busy', secondsLeft: expect.any(Number) };

  beforeEach(async () => {
    now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    bed = await make();
  });
  afterEach(() => jest.restoreAllMocks());

  test('one of several workers starts the record', async () => {
    const records = await Promise.all([start(), start(), start(), start()]);
    expect(records.filter(({ state }) => state === 'started')).toHaveLength(1);
    expect(records.filter(({ state }) => state === 'busy')).toHaveLength(3);
    later(4);
    expect(await start()).toMatchObject({ state: 'busy', secondsLeft: expect.closeTo(6, 0) });
    expect((await bed.worker().start('b')).state).toBe('started');
  });

  test('the record of work that is done lives until it expires', async () => {
    await (await hold(bed.worker())).complete();
    later(99);
    expect(await start()).toEqual({ state: 'done' });
    later(2);
    expect((await start()).state).toBe('started');
  });

  test('a record that was released, or has expired, is started by one of several workers', async () => {
    await (await hold(bed.worker())).release();
    for (const seconds of [0, 11]) {
      later(seconds);
      const records = await Promise.all([start(), start(), start()]);
      expect(records.filter(({ state }) => state === 'started')).toHaveLength(1);
    }
  });

  test('a worker whose record has expired does not release the record of the next', async () => {
    const first = await hold(bed.worker());
    later(11);
    const second = await hold(bed.worker());
    await first.release();
    expect(await start()).toEqual(busy);
    await second.release();
    expect((await start()).state).toBe('started');
  });

  test('work that a worker completes after its record expired is not released by the next', async () => {
    const first = await hold(bed.worker());
    later(11);
    const second = await hold(bed.worker());
    await first.complete();
    await second.release();
    expect(await start()).toEqual({ state: 'done' });
  });

  test('a record is released once: not again when another worker owns it', async () => {
    const first = await hold(bed.worker());
    await first.release();
    await hold(bed.worker());
    await first.release();
    expect(await start()).toEqual(busy);
  });
}
