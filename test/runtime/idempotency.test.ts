import { type IdempotencyRecord, type IdempotencyStore, settleIdempotent } from '../../lib/runtime/idempotency';
import type { Logger, QueueBatch } from '../../lib/runtime/types';

/** Fake store that returns the given record, and records its calls. */
function fakeStore(record: Exclude<IdempotencyRecord, { state: 'started' }> | { state: 'started' } | Error) {
  const asked: string[] = [];
  const store: IdempotencyStore = {
    async start() {
      asked.push('start');
      if (record instanceof Error) throw record;
      if (record.state !== 'started') return record;
      const own = {
        complete: async () => void asked.push('complete'),
        release: async () => void asked.push('release'),
      };
      return { ...record, own };
    },
  };
  return { asked, store };
}

function quiet() {
  const warnings: string[] = [];
  const log = { debug() {}, info() {}, error() {}, warn: (message: string) => void warnings.push(message) };
  return { warnings, log: log as Logger };
}

const settle = (
  store: IdempotencyStore,
  work: (batch: QueueBatch) => unknown,
  body: unknown = { order: { id: 7 } },
  log = quiet().log,
) =>
  settleIdempotent(
    {
      queue: 'orders',
      deliveries: [{ id: 'a', body, attempt: 1, time: '2026-01-01T00:00:00Z' }],
      options: { key: 'order.id', expireAfterSeconds: 60 },
      store,
    },
    work,
    log,
  );

describe('work with idempotency', () => {
  test('has a record that is started before, and completed after', async () => {
    const { store, asked } = fakeStore({ state: 'started' });
    const results = await settle(store, () => void asked.push('work'));
    expect(asked).toEqual(['start', 'work', 'complete']);
    expect(results).toEqual([{ id: 'a', retry: false }]);
  });

  test('is not done twice', async () => {
    const { store, asked } = fakeStore({ state: 'done' });
    const results = await settle(store, () => void asked.push('work'));
    expect([asked, results]).toEqual([['start'], [{ id: 'a', retry: false }]]);
  });

  test('waits for a worker that may still process it', async () => {
    const { store, asked } = fakeStore({ state: 'busy', secondsLeft: 12.3 });
    const results = await settle(store, () => void asked.push('work'));
    expect([asked, results]).toEqual([['start'], [{ id: 'a', retry: true, delaySeconds: 13 }]]);
  });

  test.each<[string, (batch: QueueBatch) => unknown]>([
    ['fails', () => Promise.reject(new Error('on purpose'))],
    ['requests a retry', ({ messages: [message] }) => message!.retry()],
  ])('can be started again when it %s', async (_, work) => {
    const { store, asked } = fakeStore({ state: 'started' });
    const results = await settle(store, work);
    expect(asked).toEqual(['start', 'release']);
    expect(results).toEqual(
      [{ id: 'a', retry: true, delaySeconds: undefined }].map(({ id, retry }) =>
        expect.objectContaining({ id, retry }),
      ),
    );
  });

  test.each([[{}], [{ order: {} }], [{ order: { id: '' } }], ['text'], [undefined]])(
    'is not started for a message without an identity: %j',
    async (body) => {
      const { store, asked } = fakeStore({ state: 'started' });
      const { log, warnings } = quiet();
      expect(await settle(store, () => void asked.push('work'), body ?? null, log)).toEqual([{ id: 'a', retry: true }]);
      expect([asked, warnings]).toEqual([[], ['The message was not handled']]);
    },
  );

  test('is not started when the store does not answer', async () => {
    const { store, asked } = fakeStore(new Error('The store does not answer'));
    expect(await settle(store, () => void asked.push('work'))).toEqual([{ id: 'a', retry: true }]);
    expect(asked).toEqual(['start']);
  });
});
