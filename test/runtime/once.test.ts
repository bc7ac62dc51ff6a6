import { type Claim, type OnceStore, settleOnce } from '../../lib/runtime/once';
import type { Logger, QueueBatch } from '../../lib/runtime/types';

/** A store that says what it is told to, and remembers what it was asked. */
function fakeStore(claim: Exclude<Claim, { state: 'claimed' }> | { state: 'claimed' } | Error) {
  const asked: string[] = [];
  const store: OnceStore = {
    async claim() {
      asked.push('claim');
      if (claim instanceof Error) throw claim;
      if (claim.state !== 'claimed') return claim;
      const held = {
        complete: async () => void asked.push('complete'),
        release: async () => void asked.push('release'),
      };
      return { ...claim, held };
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
  store: OnceStore,
  work: (batch: QueueBatch) => unknown,
  body: unknown = { order: { id: 7 } },
  log = quiet().log,
) =>
  settleOnce(
    {
      queue: 'orders',
      deliveries: [{ id: 'a', body, attempt: 1, time: '2026-01-01T00:00:00Z' }],
      options: { key: 'order.id', expireAfterSeconds: 60 },
      store,
    },
    work,
    log,
  );

describe('work that is done once', () => {
  test('is claimed before, and remembered after', async () => {
    const { store, asked } = fakeStore({ state: 'claimed' });
    const verdicts = await settle(store, () => void asked.push('work'));
    expect(asked).toEqual(['claim', 'work', 'complete']);
    expect(verdicts).toEqual([{ id: 'a', retry: false }]);
  });

  test('is not done again', async () => {
    const { store, asked } = fakeStore({ state: 'done' });
    const verdicts = await settle(store, () => void asked.push('work'));
    expect([asked, verdicts]).toEqual([['claim'], [{ id: 'a', retry: false }]]);
  });

  test('waits for who may still be at it', async () => {
    const { store, asked } = fakeStore({ state: 'busy', secondsLeft: 12.3 });
    const verdicts = await settle(store, () => void asked.push('work'));
    expect([asked, verdicts]).toEqual([['claim'], [{ id: 'a', retry: true, delaySeconds: 13 }]]);
  });

  test.each<[string, (batch: QueueBatch) => unknown]>([
    ['fails', () => Promise.reject(new Error('on purpose'))],
    ['asks for a retry', ({ messages: [message] }) => message!.retry()],
  ])('can be claimed again when it %s', async (_, work) => {
    const { store, asked } = fakeStore({ state: 'claimed' });
    const verdicts = await settle(store, work);
    expect(asked).toEqual(['claim', 'release']);
    expect(verdicts).toEqual(
      [{ id: 'a', retry: true, delaySeconds: undefined }].map(({ id, retry }) =>
        expect.objectContaining({ id, retry }),
      ),
    );
  });

  test.each([[{}], [{ order: {} }], [{ order: { id: '' } }], ['text'], [undefined]])(
    'is not begun for a message without an identity: %j',
    async (body) => {
      const { store, asked } = fakeStore({ state: 'claimed' });
      const { log, warnings } = quiet();
      expect(await settle(store, () => void asked.push('work'), body ?? null, log)).toEqual([{ id: 'a', retry: true }]);
      expect([asked, warnings]).toEqual([[], ['The message was not worked on']]);
    },
  );

  test('is not begun when nobody knows whether it was done', async () => {
    const { store, asked } = fakeStore(new Error('The store does not answer'));
    expect(await settle(store, () => void asked.push('work'))).toEqual([{ id: 'a', retry: true }]);
    expect(asked).toEqual(['claim']);
  });
});
