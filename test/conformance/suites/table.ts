import * as path from 'node:path';
import type { Suite } from '../driver';

/** A table that is bound to a function. */
export const table: Suite = {
  declare({ ApiFunction, Table }, scope) {
    const items = new Table(scope, 'Items', {
      partitionKey: 'list',
      sortKey: { name: 'number', type: 'number' },
      removal: 'destroy',
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
      test('gives back what JSON can say', async () => {
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

      test('replaces an item, all of it', async () => {
        await put({ list: 'replace', number: 1, first: true });
        await put({ list: 'replace', number: 1, second: true });
        expect(await json('/replace/1')).toEqual({ list: 'replace', number: 1, second: true });
      });

      test('leaves an item that is there, when asked to', async () => {
        const once = { list: 'once', number: 1, by: 'first' };
        expect((await put(once, '?if-absent')).status).toBe(204);
        expect((await put({ ...once, by: 'second' }, '?if-absent')).status).toBe(409);
        expect(await json('/once/1')).toEqual(once);
      });

      test('knows what is not there, and minds no deletion of it', async () => {
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
