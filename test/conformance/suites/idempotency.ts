import * as path from 'node:path';
import type { Suite } from '../driver';

const handler = (name: string) => path.join(__dirname, `../handlers/${name}.ts`);

/** Worker that processes a message once, even if it is sent twice. */
export const idempotency: Suite = {
  declare({ ApiFunction, Queue, QueueWorker }, scope) {
    const orders = new Queue(scope, 'Orders');
    new ApiFunction(scope, 'Counter', {
      entry: handler('desk'),
      auth: 'none',
      routes: ['POST /counter'],
      bindings: { JOBS: orders },
    });
    new QueueWorker(scope, 'Careful', {
      entry: handler('careful'),
      queue: orders,
      idempotency: { key: 'order-1.2nd-id' },
    });
  },

  tests({ running, logged, expectLogged }) {
    const send = (...given: object[]) =>
      running().fetch('Counter', '/counter', { method: 'POST', body: JSON.stringify(given) });
    const order = (id: string | number) => ({ 'order-1': { '2nd-id': id } });
    const done = (order: string | number) => logged().filter((line) => line.message === 'did' && line.order === order);

    describe('QueueWorker with idempotency', () => {
      test('processes a message once that is sent twice', async () => {
        await send(order('twice'));
        await expectLogged({ message: 'did', order: 'twice' });
        await send(order('twice'), order('after'));
        await expectLogged({ message: 'did', order: 'after' });
        expect(done('twice')).toHaveLength(1);
      }, 30_000);

      test('accepts 0 as an identity', async () => {
        await send(order(0), order(0), order('last'));
        await expectLogged({ message: 'did', order: 0 });
        await expectLogged({ message: 'did', order: 'last' });
        expect(done(0)).toHaveLength(1);
      }, 30_000);

      test('retries a failed message', async () => {
        await send({ ...order('flaky'), fail: 1 });
        await expectLogged({ message: 'did', order: 'flaky', attempt: 2 });
        expect(done('flaky')).toHaveLength(2);
      }, 30_000);

      test('gives up a message without an identity, unprocessed', async () => {
        await send({ 'order-1': {} });
        for (let tries = 0; tries < 100; tries += 1) {
          if ((await running().deadLetters!('Orders')).length > 0) break;
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        expect(await running().deadLetters!('Orders')).toEqual([{ 'order-1': {} }]);
        expect(logged().filter((line) => line.message === 'did' && line.order === undefined)).toEqual([]);
      }, 60_000);
    });
  },
};
