import * as path from 'node:path';
import type { ProviderName } from '../../../lib/runtime/types';
import type { Suite } from '../driver';

const handler = (name: string) => path.join(__dirname, `../handlers/${name}.ts`);
/** Providers that report no deletions. */
const WITHOUT_DELETIONS: readonly ProviderName[] = ['azure'];

/** Function that receives the changes written by another. */
export const changeProcessor: Suite = {
  declare({ ApiFunction, ChangeProcessor, Table }, scope) {
    const followed = new Table(scope, 'Followed', {
      partitionKey: 'list',
      sortKey: { name: 'number', type: 'number' },
      removalPolicy: 'destroy',
    });
    new ApiFunction(scope, 'Writer', {
      entry: handler('table'),
      auth: 'none',
      routes: ['POST /writer', 'ANY /writer/{list}/{number}'],
      bindings: { ITEMS: followed },
    });
    new ChangeProcessor(scope, 'Follower', { entry: handler('follower'), table: followed });
  },

  tests({ provider, running, logged, expectLogged }) {
    const put = (item: object) => running().fetch('Writer', '/writer', { method: 'POST', body: JSON.stringify(item) });
    const changes = (number: number) =>
      logged().filter((line) => line.message === 'changed' && (line.key as { number: number }).number === number);

    describe('ChangeProcessor', () => {
      test('receives a new item, with its key', async () => {
        const item = { list: 'a', number: 1, text: 'blåbær', nested: { list: [1, null, true] } };
        await put(item);
        await expectLogged({ message: 'changed', key: { list: 'a', number: 1 }, new: item, provider });
        expect(changes(1)[0]!.type).toMatch(/^(insert|upsert)$/);
      });

      test('receives changes in their order', async () => {
        for (const step of [1, 2, 3]) await put({ list: 'a', number: 2, step });
        await expectLogged({ message: 'changed', new: { list: 'a', number: 2, step: 3 } });
        expect(changes(2).map((line) => (line.new as { step: number }).step)).toEqual([1, 2, 3]);
      });

      test('receives a failed change again, with the same id', async () => {
        await put({ list: 'a', number: 3, failOnce: true });
        for (let tries = 0; tries < 200 && changes(3).length < 2; tries += 1) await pause();
        const [first, second] = changes(3);
        expect(second!.id).toBe(first!.id);
      }, 30_000);

      if (!WITHOUT_DELETIONS.includes(provider)) {
        test('receives a deletion', async () => {
          await put({ list: 'a', number: 4 });
          await running().fetch('Writer', '/writer/a/4', { method: 'DELETE' });
          await expectLogged({ message: 'changed', type: 'delete', key: { list: 'a', number: 4 } });
        });
      }
    });
  },
};

const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
