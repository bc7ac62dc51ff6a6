import * as path from 'node:path';
import type { Suite } from '../driver';

const handler = (name: string) => path.join(__dirname, `../handlers/${name}.ts`);

/** Queue, with a sender and a worker. */
export const queueWorker: Suite = {
  declare({ ApiFunction, Queue, QueueWorker }, scope) {
    const jobs = new Queue(scope, 'Jobs', { maxAttempts: 5 });
    new ApiFunction(scope, 'Desk', {
      entry: handler('desk'),
      auth: 'none',
      routes: ['POST /desk'],
      bindings: { JOBS: jobs },
    });
    new QueueWorker(scope, 'Worker', { entry: handler('worker'), queue: jobs });
  },

  tests({ provider, running, logged, expectLogged }) {
    const send = (given: unknown) => running().fetch('Desk', '/desk', { method: 'POST', body: JSON.stringify(given) });
    const worked = (name: string) =>
      logged().filter(({ message, body }) => message === 'worked' && (body as { name?: string }).name === name);

    describe('QueueWorker', () => {
      test('receives messages, parsed, with an id and a time', async () => {
        const body = { name: 'one', text: 'blåbær', list: [1, null] };
        expect((await send(body)).status).toBe(202);
        await expectLogged({ message: 'worked', body, attempt: 1, provider });
        const [line] = worked('one');
        expect(line).toMatchObject({ id: expect.stringMatching(/.+/), queue: expect.stringMatching(/.+/) });
        expect(Math.abs(Date.parse(String(line!.time)) - Date.now())).toBeLessThan(600_000);
      });

      test('receives all of many messages', async () => {
        const names = Array.from({ length: 25 }, (_, index) => `many-${index}`);
        expect((await send(names.map((name) => ({ name })))).status).toBe(202);
        for (const name of names) await expectLogged({ message: 'worked', body: { name } });
      }, 30_000);

      test('receives only a failed message again', async () => {
        await send([{ name: 'good' }, { name: 'flaky', fail: 1 }, { name: 'well' }]);
        await expectLogged({ message: 'worked', body: { name: 'flaky', fail: 1 }, attempt: 2 });
        const [first, second] = worked('flaky');
        expect(first!.id).toBe(second!.id);
        expect([worked('good').length, worked('well').length]).toEqual([1, 1]);
        await expectLogged({ level: 'ERROR', error: expect.objectContaining({ message: 'on purpose' }) });
      }, 30_000);
    });

    describe('Queue', () => {
      test('gives up a message that always fails, and keeps it', async () => {
        await send({ name: 'poison', fail: 99 });
        for (let tries = 0; tries < 200 && worked('poison').length < 5; tries += 1) await pause();
        await pause();
        expect(worked('poison').map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
        expect(await running().deadLetters!('Jobs')).toEqual([{ name: 'poison', fail: 99 }]);
      }, 60_000);
    });
  },
};

const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
