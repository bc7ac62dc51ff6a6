import * as path from 'node:path';
import { SECRET_VALUE, type Suite } from '../driver';

/** Secret that is bound to a function. */
export const secret: Suite = {
  declare({ ApiFunction, Secret }, scope) {
    new ApiFunction(scope, 'Vault', {
      entry: path.join(__dirname, '../handlers/vault.ts'),
      auth: 'none',
      routes: ['GET /vault'],
      bindings: { KEY: new Secret(scope, 'Key', { removalPolicy: 'destroy' }) },
    });
  },

  tests({ running }) {
    describe('Secret', () => {
      test('is readable by functions that it is bound to', async () => {
        expect(await (await running().fetch('Vault', '/vault')).text()).toBe(SECRET_VALUE);
      });
    });
  },
};
