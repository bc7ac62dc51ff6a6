import * as path from 'node:path';
import type { Suite } from '../driver';

const handler = (name: string) => path.join(__dirname, `../handlers/${name}.ts`);

/** Function that calls another. */
export const boundFunction: Suite = {
  declare({ ApiFunction }, scope) {
    const called = new ApiFunction(scope, 'Called', {
      entry: handler('called'),
      auth: 'none',
      routes: ['ANY /called/{name}'],
    });
    new ApiFunction(scope, 'Caller', {
      entry: handler('caller'),
      auth: 'none',
      routes: ['ANY /caller/{name}'],
      bindings: { CALLED: called },
    });
  },

  tests({ running }) {
    const ask = (to: string, init?: RequestInit) => running().fetch('Caller', `/caller${to}`, init);

    describe('A bound function', () => {
      test('receives a request, and answers', async () => {
        const response = await ask('/%C3%A5?q=1', { method: 'POST', body: 'blåbær' });
        expect(response.headers.get('x-called')).toBe('yes');
        expect(await response.json()).toEqual({ name: 'å', method: 'POST', q: '1', body: 'blåbær' });
      });

      test('passes its status on', async () => {
        const response = await ask('/teapot');
        expect([response.status, await response.text()]).toEqual([418, 'short and stout']);
      });
    });
  },
};
