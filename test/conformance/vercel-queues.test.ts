import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { minutes, seconds } from 'tradewind';
import type { SendOptions } from 'tradewind/runtime';
import type { Queue, QueueWorker } from 'tradewind/vercel';
import { driver, type RunningVercel } from './drivers/vercel';
import { SECOND } from './drivers/vercel-queue-topic';

const handler = (name: string) => path.join(__dirname, `handlers/${name}.ts`);
const ATTEMPTS = 3;
const TIMEOUT = minutes(1);

interface Job {
  readonly name: string;
  readonly fail?: number;
  readonly hold?: boolean;
  readonly text?: string;
}
interface Line {
  readonly timestamp: string;
  readonly message: string;
  readonly name: string;
  readonly id: string;
  readonly attempt: number;
  readonly process: number;
  readonly size: number;
}

describe('vercel', () => {
  describe('the worker of a queue', () => {
    const folder = mkdtempSync(path.join(__dirname, 'redrive-'));
    let running: RunningVercel;
    let topic: string;
    let consumer: string;
    let ordersTopic: string;

    beforeAll(async () => {
      writeFileSync(path.join(folder, 'redrive.ts'), codeOfTheGuide());
      running = await driver.start(({ ApiFunction, Queue, QueueWorker }, scope) => {
        const jobs = new Queue(scope, 'Jobs', { maxAttempts: ATTEMPTS }) as unknown as Queue;
        const open = { auth: 'none', bindings: { JOBS: jobs } } as const;
        new ApiFunction(scope, 'Dispatch', { ...open, entry: handler('dispatch'), routes: ['POST /dispatch'] });
        new ApiFunction(scope, 'Redrive', {
          ...open,
          entry: path.join(folder, 'redrive.ts'),
          routes: ['POST /redrive'],
          environment: { DEAD_LETTERS: jobs.deadLetterTopic },
        });
        const given = { entry: handler('drill'), queue: jobs as never, timeout: TIMEOUT };
        const worker = new QueueWorker(scope, 'Worker', given);
        const orders = new Queue(scope, 'Orders') as unknown as Queue;
        const dispatch = { entry: handler('dispatch'), auth: 'none', bindings: { JOBS: orders } } as const;
        new ApiFunction(scope, 'Order', { ...dispatch, routes: ['POST /orders'] });
        new QueueWorker(scope, 'Once', {
          entry: handler('drill'),
          queue: orders as never,
          idempotency: { key: 'name' },
          // By a real clock: the time for which a record of a killed process holds.
          timeout: seconds(1),
        });
        topic = jobs.topic;
        ordersTopic = orders.topic;
        consumer = (worker as unknown as QueueWorker).trigger.consumer;
      });
    }, 120_000);
    afterAll(async () => {
      await running?.stop();
      rmSync(folder, { recursive: true });
    }, 30_000);

    const lines = (message: string): Line[] =>
      running
        .logs()
        .split('\n')
        .flatMap((line) => {
          const start = line.indexOf('{"timestamp"');
          return line.includes(`"message":"${message}"`) && start >= 0 ? [JSON.parse(line.slice(start))] : [];
        });
    const began = (name: string) => lines('began').filter((line) => line.name === name);
    const did = (names: readonly string[]) => lines('did').filter(({ name }) => names.includes(name));
    const send = async (jobs: readonly Job[], options?: SendOptions) => {
      const body = JSON.stringify(jobs.map((job) => ({ body: job, options })));
      return (await running.fetch('Dispatch', '/dispatch', { method: 'POST', body })).json();
    };
    const until = async (isSo: () => boolean | Promise<boolean>) => {
      for (let tries = 0; tries < 400 && !(await isSo()); tries += 1) await pause(50);
      expect(await isSo()).toBe(true);
    };
    const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
    const isEmpty = () => running.queues.waiting(topic).length === 0;
    const dead = () => running.deadLetters!('Jobs');
    const named = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
    const sorted = (list: readonly string[]) => [...list].sort();

    test('is killed in mid-work: the message is delivered again when its lease is over, and nothing is lost', async () => {
      const names = named('crash', 9);
      await send([{ name: 'held', hold: true }, ...names.map((name) => ({ name }))]);
      await until(() => began('held').length === 1);
      await running.kill('Worker');
      await until(isEmpty);
      const [first, second, ...more] = began('held');
      expect(more).toEqual([]);
      expect([first!.attempt, second!.attempt, second!.id]).toEqual([1, 2, first!.id]);
      expect(second!.process).not.toBe(first!.process);
      // Not as soon as the connection broke: it was leased for the time that its work may take.
      const waited = Date.parse(second!.timestamp) - Date.parse(first!.timestamp);
      expect(waited).toBeGreaterThan((TIMEOUT.toSeconds() * SECOND) / 2);
      expect(new Set(did(['held', ...names]).map(({ name }) => name))).toEqual(new Set(['held', ...names]));
      expect(await dead()).toEqual([]);
    }, 60_000);

    test('receives only failed messages again', async () => {
      const names = named('batch', 9);
      await send([...names.map((name) => ({ name })), { name: 'flaky', fail: 1 }]);
      await until(isEmpty);
      expect(began('flaky').map(({ attempt }) => attempt)).toEqual([1, 2]);
      expect(sorted(did([...names, 'flaky']).map(({ name }) => name))).toEqual(sorted([...names, 'flaky']));
      expect(names.map((name) => began(name).length)).toEqual(names.map(() => 1));
    }, 60_000);

    test('moves only messages that always fail to the dead letters; from there they are redriven', async () => {
      const bad = named('poison', 3).map((name) => ({ name, fail: ATTEMPTS }));
      const good = named('healthy', 17);
      await send([...bad, ...good.map((name) => ({ name }))]);
      await until(async () => isEmpty() && (await dead()).length === bad.length);
      expect((await dead()) as Job[]).toEqual(expect.arrayContaining(bad));
      expect(sorted(did(good).map(({ name }) => name))).toEqual(sorted(good));
      for (const { name } of bad) expect(began(name).map(({ attempt }) => attempt)).toEqual([1, 2, 3]);

      const redrive = async () => (await running.fetch('Redrive', '/redrive', { method: 'POST' })).json();
      expect(await redrive()).toEqual({ moved: bad.length });
      expect(await dead()).not.toEqual(expect.arrayContaining(bad));
      // They are processed like new messages, and so become dead letters again: none is lost, none is doubled.
      await until(async () => isEmpty() && (await dead()).length === bad.length);
      for (const { name } of bad) expect(began(name).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 1, 2, 3]);
      expect(await redrive()).toEqual({ moved: bad.length });
      await until(async () => isEmpty() && (await dead()).length === bad.length);
    }, 60_000);

    test('processes each of some hundreds of messages once', async () => {
      const names = named('many', 300);
      const [sent, done] = [`POST /api/v3/topic/${topic}`, `DELETE /api/v3/topic/${topic}/consumer/${consumer}/lease/`];
      const count = (start: string) => running.queues.asked.filter((line) => line.startsWith(start)).length;
      const exactly = (line: string) => running.queues.asked.filter((each) => each === line).length;
      const before = [exactly(sent), count(done)];
      expect(await send(names.map((name) => ({ name })))).toEqual([]);
      await until(isEmpty);
      expect(sorted(did(names).map(({ name }) => name))).toEqual(sorted(names));
      expect([exactly(sent) - before[0]!, count(done) - before[1]!]).toEqual([300, 300]);
    }, 120_000);

    test('waits as long as a message is delayed', async () => {
      const delaySeconds = 30;
      const start = Date.now();
      await send([{ name: 'later' }], { delaySeconds });
      await send([{ name: 'sooner' }]);
      await until(isEmpty);
      expect(did(['sooner', 'later']).map(({ name }) => name)).toEqual(['sooner', 'later']);
      expect(Date.parse(began('later')[0]!.timestamp) - start).toBeGreaterThanOrEqual(delaySeconds * SECOND);
    }, 60_000);

    test('fetches a body that is too large for the notification, completely', async () => {
      const large = { name: 'large', text: 'blåbær '.repeat(30_000) };
      await send([large]);
      await until(isEmpty);
      expect(did(['large'])).toMatchObject([{ attempt: 1, size: JSON.stringify(large).length }]);
      const [{ id }] = began('large') as [Line];
      expect(running.queues.asked).toContain(`POST /api/v3/topic/${topic}/consumer/${consumer}/id/${id}`);
    }, 60_000);

    test('sends the others, when some of many are not accepted, and reports which', async () => {
      const messages = [
        { body: { name: 'accepted-0' } },
        // A week and a day: longer than any message is kept.
        { body: { name: 'refused' }, options: { delaySeconds: 8 * 86_400 } },
        { body: { name: 'accepted-1' } },
      ];
      const body = JSON.stringify(messages);
      const answer = await running.fetch('Dispatch', '/dispatch', { method: 'POST', body });
      expect(await answer.json()).toEqual([{ index: 1, reason: expect.stringContaining('out of range') }]);
      await until(isEmpty);
      expect(sorted(did(['accepted-0', 'refused', 'accepted-1']).map(({ name }) => name))).toEqual([
        'accepted-0',
        'accepted-1',
      ]);
    }, 60_000);

    describe('with idempotency', () => {
      const order = (jobs: readonly Job[]) => {
        const body = JSON.stringify(jobs.map((job) => ({ body: job })));
        return running.fetch('Order', '/orders', { method: 'POST', body });
      };
      const isDone = () => running.queues.waiting(ordersTopic).length === 0;

      test('processes a message once that is delivered twice at the same time', async () => {
        const names = named('twice', 20);
        await order([...names, ...names].map((name) => ({ name })));
        await until(isDone);
        expect(sorted(did(names).map(({ name }) => name))).toEqual(sorted(names));
        expect(await running.deadLetters!('Orders')).toEqual([]);
      }, 60_000);

      test('completes in another process work that was started in a killed one, and ignores messages sent again', async () => {
        await order([{ name: 'order', hold: true }]);
        await until(() => began('order').length === 1);
        await running.kill('Once');
        await until(isDone);
        await order([{ name: 'order' }]);
        await until(isDone);
        expect(did(['order'])).toHaveLength(1);
        const [first, second, ...more] = began('order');
        expect([first!.process === second!.process, more]).toEqual([false, []]);
        expect(await running.deadLetters!('Orders')).toEqual([]);
      }, 60_000);
    });

    describe('does no work for a POST that anyone could send', () => {
      /** Headers like those of the service, but forged. */
      const forged = (given: Record<string, string>): Record<string, string> => ({
        'content-type': 'application/json',
        'ce-type': 'com.vercel.queue.v2beta',
        'ce-vqsqueuename': topic,
        'ce-vqsconsumergroup': consumer,
        'ce-vqsmessageid': 'invented',
        'ce-vqsregion': 'iad1',
        'ce-vqsdeliverycount': '1',
        ...given,
      });
      const post = async (given: Record<string, string>) => {
        const [work, asked] = [lines('began').length, running.queues.asked.length];
        const body = JSON.stringify({ name: 'forged' });
        const { status } = await running.ask('Worker', { method: 'POST', headers: forged(given), body });
        const { length } = lines('began');
        return { status, work: length - work, asked: running.queues.asked.slice(asked) };
      };
      const lease = () => `/api/v3/topic/${topic}/consumer/${consumer}/lease/invented`;
      const byId = (id: string) => `POST /api/v3/topic/${topic}/consumer/${consumer}/id/${id}`;

      test('with a handle that was not given out', async () => {
        const asked = [`PATCH ${lease()}`];
        expect(await post({ 'ce-vqsreceipthandle': 'invented' })).toEqual({ status: 403, work: 0, asked });
      });

      test.each([
        ['of another topic', { 'ce-vqsqueuename': 'others' }],
        ['for another consumer, which would receive each message again', { 'ce-vqsconsumergroup': 'invented' }],
        ['of another kind', { 'ce-type': 'com.example' }],
        ['that leads elsewhere', { 'ce-vqsregion': 'evil.example/' }],
        ['by which handlers are discovered in development', { 'ce-type': '', 'x-vercel-queue-prime': '1' }],
      ])('%s, and queries no service', async (_what, headers) => {
        expect(await post(headers)).toEqual({ status: 403, work: 0, asked: [] });
      });

      test('with the handle of a message that is done', async () => {
        await send([{ name: 'finished' }]);
        await until(isEmpty);
        const done = running.queues.asked.findLast((line) => line.startsWith('DELETE '))!;
        const handle = done.split('/').at(-1)!;
        expect(await post({ 'ce-vqsreceipthandle': handle })).toMatchObject({ status: 403, work: 0 });
      }, 30_000);

      test('by an id alone: an invented one, or of a message that is done or in work', async () => {
        expect(await post({})).toMatchObject({ status: 500, work: 0, asked: [byId('invented')] });
        const [{ id: done }] = began('finished') as [Line];
        // The SDK calls both skipped, by which the service does nothing.
        expect(await post({ 'ce-vqsmessageid': done })).toMatchObject({ status: 200, work: 0, asked: [byId(done)] });
        await send([{ name: 'busy', hold: true }]);
        await until(() => began('busy').length === 1);
        const [{ id: busy }] = began('busy') as [Line];
        const asked = expect.arrayContaining([byId(busy)]);
        expect(await post({ 'ce-vqsmessageid': busy })).toEqual({ status: 200, work: 0, asked });
        await running.kill('Worker');
        await until(isEmpty);
        expect(did(['busy'])).toMatchObject([{ attempt: 2 }]);
      }, 60_000);
    });
  });
});

/** Handler for dead letters from the guide, unchanged. */
function codeOfTheGuide(): string {
  const guide = readFileSync(path.join(__dirname, '../../docs/guides/vercel.md'), 'utf8');
  return /```ts\n(\/\/ redrive\.ts[\s\S]*?)```/.exec(guide)![1]!;
}
