import * as path from 'node:path';
import type { Suite } from '../driver';

const handler = (name: string) => path.join(__dirname, `../handlers/${name}.ts`);

/** Function without a trigger, which another invokes. */
export const plainFunction: Suite = {
  declare({ ApiFunction, PlainFunction, Secret }, scope) {
    const secret = new Secret(scope, 'AdderKey', { removalPolicy: 'destroy' });
    const adder = new PlainFunction(scope, 'Adder', {
      entry: handler('adder'),
      bindings: { KEY: secret },
      environment: { UNIT: 'NOK' },
    });
    new ApiFunction(scope, 'Till', {
      entry: handler('till'),
      auth: 'none',
      routes: ['POST /till'],
      bindings: { ADDER: adder },
    });
  },

  tests({ running, expectLogged, provider }) {
    const invoke = async (event: unknown) =>
      (await running().fetch('Till', '/till', { method: 'POST', body: JSON.stringify(event) })).json();

    describe('PlainFunction', () => {
      test('receives the payload, its environment and its bindings, and returns a result', async () => {
        expect(await invoke({ items: [{ name: 'blåbær', price: 12.5 }, { price: 0.5 }] })).toEqual({
          result: { total: 13, unit: 'NOK', names: ['blåbær'], secret: 'only-the-vault-knows'.length, provider },
        });
        await expectLogged({ level: 'INFO', message: 'Added', items: 2 });
      });

      test.each([[null], ['text'], [42], [true], [[]]])('passes %j and its result on as JSON', async (event) => {
        expect(await invoke({ echo: event })).toEqual({ result: event ?? undefined });
      });

      test('returns no result', async () => {
        expect(await invoke({ nothing: true })).toEqual({});
      });

      // Others have no entry point of their own, or one that the platform guards before the runtime.
      if (provider === 'azure')
        test('rejects a caller without the function key', async () => {
          const init = { method: 'POST', body: '{}' };
          expect((await running().fetch('Adder', '/', init)).status).toBe(401);
          const wrong = { ...init, headers: { 'x-functions-key': 'wrong' } };
          expect((await running().fetch('Adder', '/', wrong)).status).toBe(401);
        });

      test('reports a failure to the caller, and logs the error', async () => {
        expect(await invoke({ fail: 'out of stock' })).toEqual({ error: 'InvokeError' });
        await expectLogged({ level: 'ERROR', error: expect.objectContaining({ message: 'out of stock' }) });
      });
    });
  },
};
