import * as path from 'node:path';
import type { Suite } from '../driver';

/** Table that is bound to a function. */
export const table: Suite = {
  declare({ ApiFunction, Table }, scope) {
    const items = new Table(scope, 'Items', {
      partitionKey: 'list',
      sortKey: { name: 'number', type: 'number' },
      indexes: {
        byPlace: { partitionKey: 'place', sortKey: { name: 'rank', type: 'number' } },
        byOwner: { partitionKey: 'owner' },
      },
      removalPolicy: 'destroy',
    });
    new ApiFunction(scope, 'Ledger', {
      entry: path.join(__dirname, '../handlers/table.ts'),
      auth: 'none',
      routes: ['POST /ledger', 'GET /ledger/{list}', 'ANY /ledger/{list}/{number}'],
      bindings: { ITEMS: items },
    });
  },

  tests({ running }) {
    const ask = (to: string, init?: RequestInit) => running().fetch('Ledger', `/ledger${to}`, init);
    const put = (item: object, search = '') => ask(search, { method: 'POST', body: JSON.stringify(item) });
    const json = async (to: string) => (await ask(to)).json();

    describe('Table', () => {
      test('returns written values that JSON can express', async () => {
        const item = {
          list: 'a b/å',
          number: 1.5,
          text: 'blåbær',
          none: null,
          yes: true,
          nested: { list: [1, 'two', { three: 3 }], empty: [] },
        };
        expect((await put(item)).status).toBe(204);
        expect(await json('/a%20b%2F%C3%A5/1.5')).toEqual(item);
      });

      test('replaces a whole item', async () => {
        await put({ list: 'replace', number: 1, first: true });
        await put({ list: 'replace', number: 1, second: true });
        expect(await json('/replace/1')).toEqual({ list: 'replace', number: 1, second: true });
      });

      test('keeps an existing item with ifAbsent', async () => {
        const once = { list: 'once', number: 1, by: 'first' };
        expect((await put(once, '?if-absent')).status).toBe(204);
        expect((await put({ ...once, by: 'second' }, '?if-absent')).status).toBe(409);
        expect(await json('/once/1')).toEqual(once);
      });

      test('reports missing items, and accepts their deletion', async () => {
        expect(await json('/nothing/1')).toBeNull();
        expect((await ask('/nothing/1', { method: 'DELETE' })).status).toBe(204);
        await put({ list: 'gone', number: 1 });
        await ask('/gone/1', { method: 'DELETE' });
        expect(await json('/gone/1')).toBeNull();
      });

      test('finds the items of a partition in their order, by number', async () => {
        for (const number of [10, 9, -1, 2]) await put({ list: 'order', number });
        await put({ list: 'other', number: 5 });
        expect(await json('/order')).toEqual([[-1, 2, 9, 10]]);
        expect(await json('/order?descending')).toEqual([[10, 9, 2, -1]]);
        expect(await json('/order?from=2&to=9')).toEqual([[2, 9]]);
        expect(((await json('/order?from=9&descending')) as unknown[][]).flat()).toEqual([10, 9]);
      });

      test('keeps values that JSON cannot express, in a partition with letters of any script', async () => {
        await put({ list: '漢字', number: 1 }, '?exact');
        expect(await json(`/${encodeURIComponent('漢字')}/1?exact`)).toEqual({
          big: 'bigint 12345678901234567891',
          bytes: [true, 0, 255],
        });
      });

      describe('by an index', () => {
        /** An index may lack items written moments ago. */
        const found = async (to: string, count: number) => {
          for (let tries = 0; ; tries += 1) {
            const pages: number[][] = await json(to);
            if (pages.flat().length === count || tries === 50) return pages;
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        };

        test('finds items of all partitions, in the order of its sort key', async () => {
          for (const [list, number, rank] of [
            ['i1', 1, 3],
            ['i2', 2, -1],
            ['i3', 3, 2],
            ['i1', 4, 2.5],
          ])
            await put({ list, number, place: 'oslo', rank });
          await put({ list: 'i1', number: 5, place: 'bergen', rank: 1 });
          await put({ list: 'i1', number: 6, place: 'oslo' });
          await put({ list: 'i1', number: 7, rank: 1 });
          expect((await found('/oslo?index=byPlace', 4)).flat()).toEqual([2, 3, 4, 1]);
          expect((await found('/oslo?index=byPlace&descending', 4)).flat()).toEqual([1, 4, 3, 2]);
          expect((await found('/oslo?index=byPlace&from=2&to=2.5', 2)).flat()).toEqual([3, 4]);
        });

        test('pages, also where sort keys are the same', async () => {
          for (const number of [1, 2, 3, 4, 5]) await put({ list: `tie${number % 2}`, number, place: 'tie', rank: 7 });
          for (const order of ['', '&descending']) {
            const pages = await found(`/tie?index=byPlace&limit=2${order}`, 5);
            expect(pages.flat().sort()).toEqual([1, 2, 3, 4, 5]);
            expect(Math.max(...pages.map((page) => page.length))).toBe(2);
          }
        });

        test('finds items in no order, if it has no sort key', async () => {
          for (const number of [1, 2, 3]) await put({ list: `own${number}`, number, owner: 'ada' });
          expect((await found('/ada?index=byOwner&limit=2', 3)).flat().sort()).toEqual([1, 2, 3]);
        });

        test('no longer finds items that have left it', async () => {
          await put({ list: 'leave', number: 1, owner: 'eve' });
          await found('/eve?index=byOwner', 1);
          await put({ list: 'leave', number: 1 });
          expect((await found('/eve?index=byOwner', 0)).flat()).toEqual([]);
        });
      });

      test('pages', async () => {
        for (const number of [1, 2, 3, 4, 5]) await put({ list: 'pages', number });
        const pages: number[][] = await json('/pages?limit=2');
        expect(pages.flat()).toEqual([1, 2, 3, 4, 5]);
        expect(Math.max(...pages.map((page) => page.length))).toBe(2);
        expect(((await json('/pages?limit=2&descending')) as number[][]).flat()).toEqual([5, 4, 3, 2, 1]);
      });
    });
  },
};
