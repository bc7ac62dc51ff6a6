import path from 'node:path';
import { dependencies, emptyFolder, npmInstall, tools, write } from './consumer';
import { answer, shop, synthesize } from './shop';

// Entries in separate packages, which import other packages of the repository as TypeScript.
test('a repository of npm workspaces', () => {
  const folder = emptyFolder('workspaces');
  write(folder, {
    'package.json': { private: true, workspaces: ['packages/*'], devDependencies: tools },
    'packages/prices/package.json': { name: '@shop/prices', version: '1.0.0', main: 'index.ts' },
    'packages/prices/index.ts': PRICES,
    'packages/orders/package.json': {
      name: '@shop/orders',
      version: '1.0.0',
      dependencies: { '@shop/prices': '1.0.0', tradewind: dependencies().tradewind },
    },
    'packages/orders/orders.ts': ORDERS,
    'packages/infra/package.json': {
      name: '@shop/infra',
      version: '1.0.0',
      private: true,
      dependencies: dependencies(),
    },
    'packages/infra/app.ts': `${shop['app.ts']}`.replaceAll("'src/orders.ts'", "'../orders/orders.ts'"),
    'packages/infra/src/report.ts': shop['src/report.ts']!,
  });
  npmInstall(folder);
  const infra = path.join(folder, 'packages/infra');
  const template = synthesize(infra, [path.join(folder, 'node_modules/.bin/tsx'), 'app.ts']);
  expect(answer(infra, template)).toMatchObject({ statusCode: 200, body: JSON.stringify({ id: '7', price: '7.50' }) });
});

const PRICES = `
export const priceOf = (id: string) => ({ id, price: id + '.50' });
`;

const ORDERS = `
import { priceOf } from '@shop/prices';
import type { Handler } from 'tradewind/runtime';

export default {
  async fetch(_request, _env, ctx) {
    return Response.json(priceOf(ctx.params.id ?? ''));
  },
} satisfies Handler;
`;
