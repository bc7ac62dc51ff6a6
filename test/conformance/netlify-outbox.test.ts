import { getStore, type Store } from '@netlify/blobs';
import { leaseDue } from '../../lib/netlify/adapter/outbox';
import { type QueueOptions, queue } from '../../lib/netlify/adapter/queue';
import { runUntilNothingIsDue } from '../../lib/netlify/adapter/run';
import { sweep } from '../../lib/netlify/adapter/sweep';
import { type KeptMessage, outboxStore } from '../../lib/netlify/clients/outbox';
import { createQueueClient } from '../../lib/netlify/clients/queue';
import type { QueueBatch } from '../../lib/runtime/types';
import { type RunningBlobs, startBlobs } from '../netlify/blobs-server';

const options: QueueOptions = {
  timeoutSeconds: 1,
  queue: 'Jobs',
  store: 'jobs',
  batchSize: 10,
  maxAttempts: 3,
  retentionSeconds: 3600,
  leaseSeconds: 60,
  renewSeconds: 20,
  pause: { first: 0.01, most: 1 },
  runSeconds: 60,
  waitSeconds: 5,
  slots: { most: 10, leaseSeconds: 60, renewSeconds: 20 },
  addresses: ['SITE'],
  worker: '/worker',
};
const wakeUp = () => new Request('http://127.0.0.1/', { method: 'POST' });
const worker = (work: (batch: QueueBatch) => unknown, more: Partial<QueueOptions> = {}) => {
  const run = queue({ queue: work }, { options: { ...options, ...more } });
  return () => run(wakeUp(), {}) as Promise<Response>;
};

describe('netlify', () => {
  describe('the outbox of a queue', () => {
    let blobs: RunningBlobs;
    const lost = () => Promise.reject(new Error('the wake call is lost'));
    let store: Store;

    beforeAll(async () => {
      blobs = await startBlobs();
      jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    });
    beforeEach(async () => {
      store = outboxStore('jobs');
      for (const key of await keys('')) await store.delete(key);
    });
    afterAll(async () => {
      jest.restoreAllMocks();
      await blobs.stop();
    });

    const keys = async (prefix: string) => (await store.list({ prefix })).blobs.map(({ key }) => key);
    const left = async () => [...(await keys('waiting/')), ...(await keys('dead/'))];
    const kept = async (prefix: string) =>
      Promise.all((await keys(prefix)).map((key) => store.get(key, { type: 'json' }) as Promise<KeptMessage>));
    const client = () => createQueueClient(() => store, lost);

    test('keeps a message whose wake call is lost, and the sweep invokes the worker for it', async () => {
      await client().send({ name: 'one' });
      expect(await kept('waiting/')).toMatchObject([{ body: { name: 'one' }, attempts: 0 }]);
      const called: string[] = [];
      const asked = globalThis.fetch;
      const spy = jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
        if (!String(input).includes('/worker')) return asked(input, init);
        called.push(`${init?.method} ${String(input)}`);
        return new Response(null, { status: 202 });
      });
      process.env.SITE = 'https://shop.example';
      const swept = sweep(
        {},
        { options: { timeoutSeconds: 30, store: 'jobs', addresses: ['SITE'], worker: '/worker', remembers: false } },
      );
      expect(await swept(wakeUp(), {})).toMatchObject({ status: 204 });
      expect(called).toEqual(['POST https://shop.example/worker']);
      await worker(() => {})();
      await swept(wakeUp(), {});
      expect(called).toHaveLength(1);
      await client().send({ name: 'two' });
      delete process.env.SITE;
      expect(await swept(wakeUp(), {})).toMatchObject({ status: 503 });
      spy.mockRestore();
    });

    test('holds back delayed messages', async () => {
      await client().send('later', { delaySeconds: 60 });
      expect(await leaseDue(store, 10, 60)).toEqual([]);
      expect(await kept('waiting/')).toMatchObject([{ attempts: 0 }]);
    });

    test('delivers the messages of a vanished worker again, after its lease', async () => {
      await client().send('held');
      expect(await leaseDue(store, 10, 0.3)).toMatchObject([{ body: 'held', attempts: 1 }]);
      const got: unknown[] = [];
      const run = worker(({ messages }) => void got.push(...messages.map(({ body, attempt }) => [body, attempt])));
      await run();
      expect(got).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 350));
      await run();
      expect([got, await left()]).toEqual([[['held', 2]], []]);
    });

    test('keeps messages as dead letters that always fail, always crash, or are too old', async () => {
      await client().send('poison');
      const sent = new Date().toISOString();
      await store.setJSON('waiting/1', { id: 'crash', body: 'crash', attempts: 3, due: 0, sent });
      await store.setJSON('waiting/2', { id: 'old', body: 'old', attempts: 0, due: 0, sent: '2020-01-01T00:00:00Z' });
      const got: unknown[] = [];
      await worker(({ messages }) => {
        got.push(...messages.map(({ body, attempt }) => [body, attempt]));
        throw new Error('on purpose');
      })();
      expect(got).toEqual([1, 2, 3].map((attempt) => ['poison', attempt]));
      const letters = (await kept('dead/')).map((each) => [each.body, (each as { reason?: string }).reason]);
      expect(letters.sort()).toEqual([
        ['crash', 'It was delivered too often'],
        ['old', 'It has waited too long'],
        ['poison', 'It failed too often'],
      ]);
      expect(await keys('waiting/')).toEqual([]);
    });

    test('delivers again when the handler requests it, even after the end of the run', async () => {
      await client().send('slow');
      await worker(({ messages }) => messages[0]!.retry({ delaySeconds: 100 }))();
      const [message] = await kept('waiting/');
      expect(message!.attempts).toBe(1);
      expect(Math.abs(message!.due - Date.now() - 100_000)).toBeLessThan(20_000);
    });

    test('waits for all messages that it has put back, when they are due soon', async () => {
      await client().send(0.1);
      await client().send(0.6);
      const done: unknown[] = [];
      await worker(({ messages }) => {
        for (const message of messages) {
          if (message.attempt === 1) message.retry({ delaySeconds: message.body as number });
          else done.push(message.body);
        }
      })();
      expect([done, await left()]).toEqual([[0.1, 0.6], []]);
    });

    test('three concurrent workers process each of some hundreds of messages once', async () => {
      const names = Array.from({ length: 300 }, (_, index) => `message ${index}`);
      await client().sendAll(names.map((body) => ({ body })));
      const got: unknown[] = [];
      const run = worker(({ messages }) => void got.push(...messages.map(({ body }) => body)));
      await Promise.all([run(), run(), run()]);
      expect([...got].sort()).toEqual([...names].sort());
      expect(await left()).toEqual([]);
    }, 60_000);

    describe('maxConcurrency', () => {
      const slots = (most: number) => ({ slots: { ...options.slots, most } });
      const given = (key: string, value: unknown) =>
        key.startsWith('slots/') && (value as { until: number }).until === 0;
      /** Store in which something happens before, or after, a slot is released for the first time. */
      const watched = (happens: { readonly before?: () => unknown; readonly after?: () => unknown }) => {
        let isOver = false;
        const own = outboxStore('jobs');
        const setJSON = own.setJSON.bind(own);
        own.setJSON = async (key, value, condition) => {
          const isNow = given(key, value) && !isOver;
          isOver ||= isNow;
          if (isNow) await happens.before?.();
          const written = await setJSON(key, value, condition);
          if (isNow) await happens.after?.();
          return written;
        };
        return own;
      };

      test.each([1, 3])(
        'is held, with a concurrency of %i, by a run for each of some hundreds of messages',
        async (most) => {
          const names = Array.from({ length: 300 }, (_, index) => `message ${index}`);
          const got: unknown[] = [];
          let busy = 0;
          let mostBusy = 0;
          let allBusy = () => {};
          const areAllBusy = new Promise<void>((resolve) => {
            allBusy = resolve;
          });
          const run = worker(async ({ messages }) => {
            busy += 1;
            mostBusy = Math.max(mostBusy, busy);
            if (busy === most) allBusy();
            await areAllBusy;
            await new Promise((resolve) => setTimeout(resolve, 5));
            got.push(...messages.map(({ body }) => body));
            busy -= 1;
          }, slots(most));
          const runs: Promise<unknown>[] = [];
          const sender = createQueueClient(
            () => store,
            async () => void runs.push(run()),
          );
          for (let from = 0; from < names.length; from += 20)
            await Promise.all(names.slice(from, from + 20).map((name) => sender.send(name)));
          await Promise.all(runs);
          expect([runs.length, mostBusy]).toEqual([names.length, most]);
          expect([...got].sort()).toEqual([...names].sort());
          expect(await left()).toEqual([]);
        },
        120_000,
      );

      test('is held by a run that takes longer than the lease of its slot', async () => {
        const short = { slots: { most: 1, leaseSeconds: 2, renewSeconds: 0.2 } };
        const second: unknown[] = [];
        const got: unknown[] = [];
        await client().send('long');
        await worker(async ({ messages }) => {
          if (got.length === 0) {
            await client().send('next');
            await new Promise((resolve) => setTimeout(resolve, 2500));
            await worker((batch) => void second.push(...batch.messages), short)();
          }
          got.push(...messages.map(({ body }) => body));
        }, short)();
        expect([got, second, await left()]).toEqual([['long', 'next'], [], []]);
      }, 30_000);

      test('misses no message that is sent just as the last run ends', async () => {
        const got: unknown[] = [];
        const work = async (claimed: readonly KeptMessage[]) => {
          for (const { id, body } of claimed) {
            got.push(body);
            for (const key of await keys('waiting/')) if (key.endsWith(id)) await store.delete(key);
          }
          return [];
        };
        const second: unknown[] = [];
        const before = async () => {
          await client().send('late');
          await worker(({ messages }) => void second.push(...messages), slots(1))();
        };
        await client().send('first');
        await runUntilNothingIsDue(watched({ before }), { ...options, ...slots(1) }, work);
        expect([got, second, await left()]).toEqual([['first', 'late'], [], []]);
      });

      test('frees its slot while a run waits for messages that it has put back', async () => {
        const got: unknown[] = [];
        const work = (who: string) => async (claimed: readonly KeptMessage[]) => {
          for (const { id, body, attempts } of claimed) {
            const key = (await keys('waiting/')).find((each) => each.endsWith(id))!;
            if (attempts === 1 && body === 'slow') {
              const due = Date.now() + 300;
              await store.setJSON(key, { ...claimed[0], due });
              return [due];
            }
            got.push(`${who} ${body}`);
            await store.delete(key);
          }
          return [];
        };
        const run = (own: Store, who: string) => runUntilNothingIsDue(own, { ...options, ...slots(1) }, work(who));
        const after = async () => {
          await client().send('quick');
          await run(store, 'second');
        };
        await client().send('slow');
        await run(watched({ after }), 'first');
        expect([got, await left()]).toEqual([['second quick', 'first slow'], []]);
      });

      test('hands over to another run when its time is up', async () => {
        const asked = globalThis.fetch;
        const called: string[] = [];
        const spy = jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
          if (!String(input).includes('/worker')) return asked(input, init);
          called.push(String(input));
          return new Response(null, { status: 202 });
        });
        process.env.SITE = 'https://shop.example';
        await worker(() => {}, { runSeconds: 0 })();
        await worker(() => {})();
        delete process.env.SITE;
        spy.mockRestore();
        expect(called).toEqual(['https://shop.example/worker']);
      });
    });

    test('counts a write as done only when the service confirms it', async () => {
      await client().send('unsure');
      const broken = getStore({ name: 'jobs', consistency: 'strong' });
      // Result of the client for a status like 403 on a conditional write.
      broken.setJSON = async () => ({ modified: true, etag: '' });
      expect(await leaseDue(broken, 10, 60)).toEqual([]);
    });

    test('a preview has its own store', () => {
      const told = globalThis as { Netlify?: unknown };
      told.Netlify = { context: { deploy: { context: 'deploy-preview' } } };
      const { name } = outboxStore('jobs') as unknown as { name: string };
      delete told.Netlify;
      expect(name).not.toBe((outboxStore('jobs') as unknown as { name: string }).name);
      expect(name).toContain('deploy-preview');
    });
  });
});
