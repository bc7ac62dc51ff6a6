import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import { version } from 'esbuild';
import type { BundlingOptions } from '../../lib/bundler';
import { type Files, load, messageOf, removeSandboxes, Sandbox } from './sandbox';

afterAll(removeSandboxes);

const project: Files = {
  'src/a.ts': "import { shared } from './shared';\nexport const handler = () => 'a' + shared;\n",
  'src/b.ts': "import { shared } from './shared';\nexport const handler = () => 'b' + shared;\n",
  'src/c.ts': "import { value } from 'plain';\nexport const handler = () => 'c' + value;\n",
  'src/shared.ts': "export const shared: string = '1';\n",
  'node_modules/plain/package.json': '{ "name": "plain", "main": "index.js", "module": "module.js" }',
  'node_modules/plain/index.js': "exports.value = 'main';\n",
  'node_modules/plain/module.js': "export const value = 'module';\n",
};
const all = ['src/a.ts', 'src/b.ts', 'src/c.ts'];

/** The entries that a fresh app builds again. */
function rebuilt(sandbox: Sandbox, options?: BundlingOptions): string[] {
  return all.filter((entry) => sandbox.runs([entry], options) === 1);
}

function built(options?: BundlingOptions, files: Files = {}): Sandbox {
  const sandbox = new Sandbox({ ...project, ...files });
  sandbox.runs(all, options);
  expect(sandbox.runs(all, options)).toBe(0);
  return sandbox;
}

const cacheOf = (sandbox: Sandbox, ...names: string[]) => sandbox.path('node_modules/.cache/tradewind', ...names);
const indexOf = (sandbox: Sandbox) => cacheOf(sandbox, 'index', readdirSync(cacheOf(sandbox, 'index'))[0]!);

describe('an app is built again only when its inputs change', () => {
  test('nothing has changed', () => {
    expect(rebuilt(built())).toEqual([]);
  });

  test('a shared module', () => {
    const sandbox = built();
    sandbox.write({ 'src/shared.ts': "export const shared: string = '2';\n" });
    expect(rebuilt(sandbox)).toEqual(['src/a.ts', 'src/b.ts']);
    expect(load(sandbox.build('src/b.ts')).handler()).toBe('b2');
  });

  test('an entry, and back again', () => {
    const sandbox = built();
    sandbox.write({ 'src/a.ts': "export const handler = () => 'new';\n" });
    expect(rebuilt(sandbox)).toEqual(['src/a.ts']);
    sandbox.write({ 'src/a.ts': project['src/a.ts']! });
    expect(load(sandbox.build('src/a.ts')).handler()).toBe('a1');
  });

  test('a file whose type alone was used', () => {
    const files = {
      'src/a.ts': "import { T } from './types';\nexport const handler = (): T => 'a';\n",
      'src/types.ts': 'export type T = string;\n',
    };
    const sandbox = built(undefined, files);
    sandbox.write({ 'src/types.ts': "export type T = string;\nexport const T = 'value';\n" });
    expect(rebuilt(sandbox)).toEqual([]);
  });

  test('a file that is only touched, or another one beside it, changes nothing', () => {
    const sandbox = built();
    utimesSync(sandbox.path('src/a.ts'), new Date(), new Date());
    sandbox.write({ 'src/d.ts': '', 'README.md': '', 'cdk.out/x.json': '{}', 'src/a.test.ts': '' });
    expect(rebuilt(sandbox)).toEqual([]);
  });
});

describe('inputs of settings', () => {
  test.each<[string, Files, string[]]>([
    ['the lock file', { 'package-lock.json': '{ "changed": true }' }, all],
    ['a lock file of another package manager that appears', { 'yarn.lock': '' }, all],
    ['a tsconfig.json that appears', { 'tsconfig.json': '{}' }, all],
    ['a tsconfig.json nearer', { 'src/tsconfig.json': '{}' }, all],
    ['the fields of a package.json that esbuild reads', { 'package.json': '{ "sideEffects": false }' }, all],
    ['fields that it does not read', { 'package.json': '{ "version": "2.0.0", "scripts": { "a": "b" } }' }, []],
    ['a package.json nearer', { 'src/package.json': '{ "type": "module" }' }, all],
    ['an installed file', { 'node_modules/plain/module.js': "export const value = 'new';\n" }, ['src/c.ts']],
    ['main fields of a package', { 'node_modules/plain/package.json': '{ "main": "index.js" }' }, ['src/c.ts']],
    ['exports of a package', { 'node_modules/plain/package.json': '{ "exports": "./index.js" }' }, ['src/c.ts']],
    [
      'side effects of a package',
      { 'node_modules/plain/package.json': '{ "module": "module.js", "sideEffects": false }' },
      ['src/c.ts'],
    ],
    ['an unused package that appears', { 'node_modules/unused/package.json': '{}' }, all],
    ['a package nearer', { 'src/node_modules/plain/index.js': "exports.value = 'near';\n" }, all],
  ])('%s', (_name, change, expected) => {
    const sandbox = built();
    sandbox.write(change);
    expect(rebuilt(sandbox)).toEqual(expected);
  });

  test('a package that appears nearer is the one that is used', () => {
    const sandbox = built(undefined, { 'src/node_modules/other/index.js': '' });
    sandbox.write({ 'src/node_modules/plain/index.js': "exports.value = 'near';\n" });
    expect(load(sandbox.build('src/c.ts')).handler()).toBe('cnear');
  });

  test.each<[string, string, string]>([
    ['a relative path', '"./base"', 'base.json'],
    ['a list', '["./one.json", "./base.json"]', 'base.json'],
    ['a package', '"settings/base.json"', 'node_modules/settings/base.json'],
  ])('a tsconfig.json that is extended by %s', (_name, value, file) => {
    const base = (to: string) => JSON.stringify({ compilerOptions: { paths: { '@/*': [`${to}/*`] } } });
    const sandbox = built(undefined, {
      'tsconfig.json': `{ // our own\n "extends": ${value} }`,
      'one.json': '{}',
      [file]: base(file.startsWith('node_modules') ? '../../src' : './src'),
      'src/a.ts': "import { shared } from '@/shared';\nexport const handler = () => shared;\n",
      'lib/shared.ts': "export const shared = 'lib';\n",
    });
    sandbox.write({ [file]: base(file.startsWith('node_modules') ? '../../lib' : './lib') });
    expect(rebuilt(sandbox)).toEqual(all);
    expect(load(sandbox.build('src/a.ts')).handler()).toBe('lib');
  });

  test('the tsconfig that the options name', () => {
    const sandbox = new Sandbox({ ...project, 'config/build.json': '{}' });
    const options = { tsconfig: sandbox.path('config/build.json') };
    sandbox.runs(all, options);
    expect(rebuilt(sandbox, options)).toEqual([]);
    sandbox.write({ 'config/build.json': '{ "compilerOptions": { "strict": true } }' });
    expect(rebuilt(sandbox, options)).toEqual(all);
  });

  test('an injected file', () => {
    const sandbox = new Sandbox({
      ...project,
      'inject.ts': "export const injected = 'one';\n",
      'src/a.ts': 'export const handler = () => injected;\n',
    });
    const options = { inject: [sandbox.path('inject.ts')] };
    sandbox.runs(all, options);
    expect(rebuilt(sandbox, options)).toEqual([]);
    sandbox.write({ 'inject.ts': "export const injected = 'two';\n" });
    expect(load(sandbox.build('src/a.ts', { options })).handler()).toBe('two');
  });

  test.each<[string, BundlingOptions]>([
    ['define', { define: { A: '1' } }],
    ['minify', { minify: false }],
    ['native modules', { nativeModules: ['canvas'] }],
    ['banner', { banner: { js: '/* banner */' } }],
  ])('the option %s', (_name, options) => {
    const sandbox = built();
    expect(rebuilt(sandbox, options)).toEqual(all);
    expect(rebuilt(sandbox, options)).toEqual([]);
    expect(rebuilt(sandbox)).toEqual([]);
  });

  test('the version of esbuild', () => {
    const sandbox = built();
    jest.isolateModules(() => {
      jest.doMock('esbuild', () => ({ ...jest.requireActual('esbuild'), version: `${version}-other` }));
      const { Bundles } = require('../../lib/bundler') as typeof import('../../lib/bundler');
      const bundles = Bundles.of({});
      bundles.register(sandbox.request('src/a.ts')).output();
      expect(bundles.runs).toBe(1);
    });
    jest.dontMock('esbuild');
  });
});

describe('a file that appears and would be imported instead', () => {
  test.each<[string, string, string, string]>([
    ['a file beside a folder', 'src/part/index.ts', './part', 'src/part.ts'],
    ['another extension', 'src/part.js', './part', 'src/part.ts'],
    ['a component', 'src/part.ts', './part', 'src/part.tsx'],
    ['the JavaScript that is named', 'src/part.ts', './part.js', 'src/part.js'],
    ['a folder with a package.json', 'src/part/index.ts', './part', 'src/part/package.json'],
  ])('%s', (_name, file, specifier, appears) => {
    const sandbox = built(undefined, {
      [file]: "export const part = 'old';\n",
      'src/a.ts': `import { part } from '${specifier}';\nexport const handler = () => part;\n`,
    });
    const isPackage = appears.endsWith('package.json');
    sandbox.write({ [appears]: isPackage ? '{ "main": "new.js" }' : "export const part = 'new';\n" });
    if (isPackage) sandbox.write({ 'src/part/new.js': "export const part = 'new';\n" });
    expect(rebuilt(sandbox)).toEqual(['src/a.ts']);
  });

  test('a linked package that leads elsewhere', () => {
    const sandbox = new Sandbox({
      ...project,
      'one/index.js': "exports.value = 'one';\n",
      'two/index.js': "exports.value = 'two';\n",
    });
    const link = (to: string) => {
      rmSync(sandbox.path('node_modules/plain'), { recursive: true, force: true });
      symlinkSync(sandbox.path(to), sandbox.path('node_modules/plain'), 'junction');
    };
    link('one');
    sandbox.runs(all);
    expect(rebuilt(sandbox)).toEqual([]);
    link('two');
    expect(load(sandbox.build('src/c.ts')).handler()).toBe('ctwo');
  });
});

describe('a damaged cache is as good as none', () => {
  test.each<[string, (sandbox: Sandbox) => void]>([
    [
      'an index cut short',
      (sandbox) => writeFileSync(indexOf(sandbox), readFileSync(indexOf(sandbox), 'utf8').slice(0, -20)),
    ],
    [
      'an index with one changed byte',
      (sandbox) =>
        writeFileSync(indexOf(sandbox), readFileSync(indexOf(sandbox), 'utf8').replace('index.js', 'index.jz')),
    ],
    ['an index of another tool', (sandbox) => writeFileSync(indexOf(sandbox), '{"entries":{"x":null}}')],
    ['an empty index', (sandbox) => writeFileSync(indexOf(sandbox), '')],
    ['outputs that were removed', (sandbox) => rmSync(cacheOf(sandbox, 'out'), { recursive: true })],
    [
      'outputs that lost a file',
      (sandbox) => {
        for (const hash of readdirSync(cacheOf(sandbox, 'out'))) {
          const [first = ''] = readdirSync(cacheOf(sandbox, 'out', hash));
          rmSync(cacheOf(sandbox, 'out', hash, first));
        }
      },
    ],
    [
      'outputs that were cut short',
      (sandbox) => {
        for (const hash of readdirSync(cacheOf(sandbox, 'out'))) {
          const [first = ''] = readdirSync(cacheOf(sandbox, 'out', hash));
          writeFileSync(cacheOf(sandbox, 'out', hash, first), '');
        }
      },
    ],
  ])('%s', (_name, damage) => {
    const sandbox = built();
    damage(sandbox);
    expect(sandbox.runs(all)).toBe(1);
    expect(load(sandbox.build('src/a.ts')).handler()).toBe('a1');
    expect(sandbox.runs(all)).toBe(0);
  });

  test('generated entries with other content are written again', () => {
    const sandbox = built();
    const names = readdirSync(cacheOf(sandbox, 'entries'), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((each) => each.includes('.')))
      writeFileSync(cacheOf(sandbox, 'entries', name), 'nonsense (');
    sandbox.write({ 'src/shared.ts': "export const shared = '3';\n" });
    expect(load(sandbox.build('src/a.ts')).handler()).toBe('a3');
  });
});

test('removes only entries that were not used for two weeks', () => {
  const sandbox = built();
  const old = new Date(Date.now() - 15 * 86_400_000);
  const unused = cacheOf(sandbox, 'out', 'unused');
  const left = cacheOf(sandbox, 'build', 'run.1-1.tmp');
  for (const folder of [unused, left]) {
    mkdirSync(folder, { recursive: true });
    utimesSync(folder, old, old);
  }
  // In use, however old.
  const { directory } = sandbox.build('src/b.ts');
  utimesSync(directory, old, old);
  sandbox.write({ 'src/a.ts': "export const handler = () => 'new';\n" });
  expect(sandbox.runs(['src/b.ts', 'src/a.ts'])).toBe(1);
  expect([unused, left, directory].map((folder) => existsSync(folder))).toEqual([false, false, true]);
});

test('a broken entry leaves the bundles of others in the cache', () => {
  const sandbox = built();
  sandbox.write({ 'src/c.ts': 'export const handler = ;\n' });
  expect(messageOf(() => sandbox.runs(all))).toContain('BUNDLE_FAILED');
  expect(sandbox.runs(['src/a.ts', 'src/b.ts'])).toBe(0);
  sandbox.write({ 'src/c.ts': project['src/c.ts']! });
  expect(sandbox.runs(all)).toBe(0);
});

test('an entry without a handler leaves those that were built with it in the cache', () => {
  const sandbox = new Sandbox({ ...project, 'src/none.ts': 'export const other = 1;\n' });
  expect(messageOf(() => sandbox.runs([...all, 'src/none.ts']))).toContain('HANDLER_MISSING');
  expect(sandbox.runs(all)).toBe(0);
});

test('a file that changes while esbuild runs is not remembered', () => {
  const sandbox = new Sandbox(project);
  const app = sandbox.app(all);
  const future = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 60_000);
  app.bundle(0).output();
  future.mockRestore();
  expect(sandbox.runs(all)).toBe(1);
  expect(path.isAbsolute(app.bundle(1).output().directory)).toBe(true);
});
