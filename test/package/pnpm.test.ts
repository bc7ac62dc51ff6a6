import { dependencies, emptyFolder, pnpm, run, tools } from './consumer';
import { expectShop, synthesize, writeShop } from './shop';

// pnpm links packages: each sees only what it declares, and its real folder differs from the one that it is imported
// from.
test('an app installed with pnpm', () => {
  const folder = emptyFolder('pnpm');
  writeShop(folder, { 'package.json': { private: true, dependencies: dependencies(), devDependencies: tools } });
  pnpm(folder, 'install', '--ignore-scripts', '--prefer-offline');
  run(folder, 'node_modules/.bin/tsc', []);
  expectShop(folder, synthesize(folder, ['node', 'build/app.js']));
});
