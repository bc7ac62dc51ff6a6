import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { compileBundler } from './compiled-library';
import { App, type Files, load, removeSandboxes, Sandbox } from './sandbox';

jest.setTimeout(60_000);
afterAll(removeSandboxes);

function link(sandbox: Sandbox, to: string, name: string): void {
  mkdirSync(path.dirname(sandbox.path(name)), { recursive: true });
  symlinkSync(sandbox.path(to), sandbox.path(name), 'junction');
}

const shared: Files = {
  'packages/shared/package.json': '{ "name": "@app/shared", "main": "./index.ts" }',
  'packages/shared/index.ts': "export { value } from './value';\n",
  'packages/shared/value.ts': "export const value = 'shared';\n",
  'packages/api/package.json': '{ "name": "@app/api" }',
  'packages/api/a.ts': "import { value } from '@app/shared';\nexport const handler = () => value;\n",
};

describe.each([
  ['npm, yarn', 'package-lock.json', 'node_modules/@app/shared'],
  ['yarn', 'yarn.lock', 'node_modules/@app/shared'],
  ['pnpm', 'pnpm-lock.yaml', 'packages/api/node_modules/@app/shared'],
  ['bun', 'bun.lock', 'node_modules/@app/shared'],
])('a workspace of %s (%s)', (_name, lock, where) => {
  const sandbox = new Sandbox({ ...shared, [lock]: '' });
  beforeAll(() => link(sandbox, 'packages/shared', where));

  test('bundles its packages, from its root, and notices when they change', () => {
    expect(load(sandbox.build('packages/api/a.ts')).handler()).toBe('shared');
    expect(readdirSync(sandbox.path('node_modules/.cache/tradewind/out'))).toHaveLength(1);
    expect(sandbox.runs(['packages/api/a.ts'])).toBe(0);
    sandbox.write({ 'packages/shared/value.ts': "export const value = 'changed';\n" });
    expect(load(sandbox.build('packages/api/a.ts')).handler()).toBe('changed');
  });
});

test('packages of pnpm’s store are found through their links', () => {
  const store = 'node_modules/.pnpm/one@1.0.0/node_modules';
  const sandbox = new Sandbox({
    'pnpm-lock.yaml': '',
    [`${store}/one/package.json`]: '{ "name": "one" }',
    [`${store}/one/index.js`]: "module.exports = require('two') + 1;\n",
    [`${store}/two/index.js`]: 'module.exports = 2;\n',
    'a.ts': "import one from 'one';\nexport const handler = () => one;\n",
  });
  link(sandbox, `${store}/one`, 'node_modules/one');
  expect(load(sandbox.build('a.ts')).handler()).toBe(3);
  sandbox.write({ [`${store}/two/index.js`]: 'module.exports = 3;\n' });
  expect(load(sandbox.build('a.ts')).handler()).toBe(4);
});

test('without a lock file, the nearest package.json is the root', () => {
  const sandbox = new Sandbox({ 'inner/src/a.ts': 'export const handler = () => 1;\n' }, 'x');
  const bare = new Sandbox({}, 'y');
  // A lock file higher up wins over a package.json that is nearer.
  sandbox.write({ 'inner/package.json': '{}' });
  expect(sandbox.build('inner/src/a.ts').directory.startsWith(sandbox.path('node_modules'))).toBe(true);
  expect(bare.root).not.toBe(sandbox.root);
});

test('an entry of an installed package belongs to the project it is installed in', () => {
  const sandbox = new Sandbox({
    'node_modules/library/package.json': '{}',
    'node_modules/library/dist/worker.js': 'exports.handler = () => 1;\n',
  });
  const output = sandbox.build('node_modules/library/dist/worker.js');
  expect(load(output).handler()).toBe(1);
  expect(output.directory.startsWith(sandbox.path('node_modules/.cache'))).toBe(true);
});

describe('the adapter', () => {
  const adapter = (text: string) => `export const adapt = (entry: () => string) => () => entry() + '${text}';\n`;

  test('is taken from the source, or from what it was compiled to', () => {
    const sandbox = new Sandbox({ 'a.ts': "export const handler = () => 'a';\n", 'lib/http.ts': adapter(' source') });
    const request = { adapter: { file: sandbox.path('lib/http'), export: 'adapt' } };
    expect(load(sandbox.build('a.ts', request)).handler()).toBe('a source');
    const compiled = new Sandbox({
      'a.ts': "export const handler = () => 'a';\n",
      'dist/http.js': "exports.adapt = (entry) => () => entry() + ' compiled';\n",
    });
    const other = { adapter: { file: compiled.path('dist/http'), export: 'adapt' } };
    expect(load(compiled.build('a.ts', other)).handler()).toBe('a compiled');
    const whole = { adapter: { file: compiled.path('dist/http.js'), export: 'adapt' } };
    expect(compiled.build('a.ts', whole).hash).toBe(compiled.build('a.ts', other).hash);
  });

  test('is found when the library is linked from elsewhere, and a change to it is noticed', () => {
    const library = new Sandbox({ 'lib/http.ts': adapter(' linked'), 'package.json': '{ "sideEffects": false }' });
    const sandbox = new Sandbox({ 'a.ts': "export const handler = () => 'a';\n" });
    mkdirSync(sandbox.path('node_modules'));
    symlinkSync(library.root, sandbox.path('node_modules/library'), 'junction');
    const request = { adapter: { file: sandbox.path('node_modules/library/lib/http'), export: 'adapt' } };
    expect(load(sandbox.build('a.ts', request)).handler()).toBe('a linked');
    library.write({ 'lib/http.ts': adapter(' again') });
    expect(load(sandbox.build('a.ts', request)).handler()).toBe('a again');
  });

  test('is missed with a word on what to do', () => {
    const sandbox = new Sandbox({ 'a.ts': 'export const handler = 1;\n' });
    const request = sandbox.request('a.ts', { adapter: { file: sandbox.path('nowhere'), export: 'adapt' } });
    expect(() => new App([request])).toThrow(/nowhere is missing\. Install it again/);
  });
});

test('processes that synthesize at the same time all get whole bundles', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `src/f${index}.ts`);
  const sandbox = new Sandbox(
    Object.fromEntries(names.map((name) => [name, `export const handler = () => '${name}';\n`])),
  );
  const library = compileBundler(sandbox.path('..', 'library'));
  const script = `const bundles = require(${JSON.stringify(library)}).Bundles.of({});
    const all = ${JSON.stringify(names.map((name) => sandbox.request(name)))}.map((request) => bundles.register(request));
    for (const bundle of all) process.stdout.write(require(bundle.output().directory + '/index.js').handler() + ' ');`;
  const synth = () =>
    new Promise<string>((resolve) => {
      const child = spawn(process.execPath, ['-e', script]);
      let text = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
      child.on('close', () => resolve(text.trim()));
    });
  const texts = await Promise.all([synth(), synth(), synth(), synth()]);
  expect(new Set(texts)).toEqual(new Set([names.join(' ')]));
  expect(sandbox.runs(names)).toBe(0);
  const cache = sandbox.path('node_modules/.cache/tradewind');
  const left = readdirSync(cache, { recursive: true }).filter((name) => String(name).endsWith('.tmp'));
  expect(left).toEqual([]);
});
