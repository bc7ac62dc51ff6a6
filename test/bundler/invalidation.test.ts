import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { BundleRequest } from '../../lib/bundler';
import { compileBundler } from './compiled-library';
import { bundleInProcess, call } from './processes';
import { App, type Files, removeSandboxes, Sandbox } from './sandbox';

jest.setTimeout(60_000);
afterAll(removeSandboxes);

const handler = (value: string) => `export const handler = () => '${value}';\n`;
const text = (value: string) => `export const text = '${value}';\n`;
const using = (name: string) => `import { text } from '${name}';\nexport const handler = () => text;\n`;

test('a changed module builds exactly the entries that import it', () => {
  const sandbox = new Sandbox({
    'lib/one.ts': text('one'),
    'lib/two.ts': text('two'),
    'src/a.ts': using('../lib/one'),
    'src/b.ts': using('../lib/two'),
    'src/c.ts': using('./again'),
    'src/again.ts': "export * from '../lib/one';\n",
  });
  const build = () => {
    const app = sandbox.app(['src/a.ts', 'src/b.ts', 'src/c.ts']);
    return [0, 1, 2].map((index) => app.bundle(index).output());
  };
  build();
  // Output folders that are created again show the bundles that esbuild built.
  const out = sandbox.path('node_modules/.cache/tradewind/out');
  const before = readdirSync(out);
  sandbox.write({ 'lib/one.ts': text('changed') });
  const after = build();
  expect(after.map(call)).toEqual(['changed', 'two', 'changed']);
  expect(before).toContain(path.basename(after[1]!.directory));
  expect(sandbox.runs(['src/b.ts'])).toBe(0);

  sandbox.write({ 'lib/one.ts': text('once more') });
  expect(sandbox.runs(['src/b.ts'])).toBe(0);
  expect(sandbox.runs(['src/a.ts'])).toBe(1);
});

test('a new entry beside others builds itself alone', () => {
  const sandbox = new Sandbox({ 'src/a.ts': handler('a') });
  sandbox.build('src/a.ts');
  sandbox.write({ 'src/b.ts': handler('b'), 'src/notes.md': 'x' });
  expect(sandbox.runs(['src/a.ts'])).toBe(0);
});

/** Inputs of a bundle, each with a change. */
const changes: readonly [what: string, before: Files, after: Files, value: string][] = [
  ['a tsconfig', { 'tsconfig.json': '{}', 'src/a.ts': decorated() }, { 'tsconfig.json': fields(false) }, 'set'],
  [
    'what a tsconfig extends',
    { 'tsconfig.json': '{ "extends": "./base" /* a comment */ }', 'base.json': '{}', 'src/a.ts': decorated() },
    { 'base.json': fields(false) },
    'set',
  ],
  [
    'what one of many extended files extends',
    {
      'tsconfig.json': '{ "extends": ["./x.json", "./y.json"] }',
      'x.json': '{}',
      'y.json': '{ "extends": "./deep/z.json" }',
      'deep/z.json': '{}',
      'src/a.ts': decorated(),
    },
    { 'deep/z.json': fields(false) },
    'set',
  ],
  [
    'a tsconfig of a package',
    {
      'tsconfig.json': '{ "extends": "@my/config/tsconfig.json" }',
      'node_modules/@my/config/tsconfig.json': '{}',
      'src/a.ts': decorated(),
    },
    { 'node_modules/@my/config/tsconfig.json': fields(false) },
    'set',
  ],
  [
    'a tsconfig that appears in a folder between',
    { 'src/a.ts': decorated() },
    { 'src/tsconfig.json': fields(false) },
    'set',
  ],
  [
    'an alias of paths',
    {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./one/*"] } } }',
      'one/text.ts': text('one'),
      'two/text.ts': text('two'),
      'src/a.ts': using('@/text'),
    },
    { 'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./two/*"] } } }' },
    'two',
  ],
  [
    'a file that comes first among the paths of an alias',
    {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./first/*", "./second/*"] } } }',
      'second/text.ts': text('second'),
      'src/a.ts': using('@/text'),
    },
    { 'first/text.ts': text('first') },
    'first',
  ],
  [
    'a file beside a folder of its name',
    { 'src/foo/index.ts': text('folder'), 'src/a.ts': using('./foo') },
    { 'src/foo.ts': text('file') },
    'file',
  ],
  [
    'a file with an extension that comes first',
    { 'src/foo.js': text('js'), 'src/a.ts': using('./foo') },
    { 'src/foo.ts': text('ts') },
    'ts',
  ],
  [
    'TypeScript beside the JavaScript that is asked for',
    { 'src/foo.ts': text('ts'), 'src/a.ts': using('./foo.js') },
    { 'src/foo.js': text('js') },
    'js',
  ],
  [
    'a package.json in an imported folder',
    { 'src/foo/index.ts': text('index'), 'src/foo/main.ts': text('main'), 'src/a.ts': using('./foo') },
    { 'src/foo/package.json': '{ "main": "main.ts" }' },
    'main',
  ],
  [
    'the main file of a dependency',
    { ...dependency({ main: 'one.js' }), 'src/a.ts': using('dep') },
    { 'node_modules/dep/package.json': '{ "main": "two.js" }' },
    'two',
  ],
  [
    'the exports of a dependency',
    { ...dependency({ exports: './one.js' }), 'src/a.ts': using('dep') },
    { 'node_modules/dep/package.json': '{ "exports": "./two.js" }' },
    'two',
  ],
  [
    'the side effects of a dependency',
    {
      'node_modules/dep/package.json': '{ "main": "one.js", "sideEffects": false }',
      'node_modules/dep/one.js': "globalThis.seen = 'seen';\nexport const unused = 1;\n",
      'src/a.ts': "import 'dep';\nexport const handler = () => globalThis.seen ?? 'none';\n",
    },
    { 'node_modules/dep/package.json': '{ "main": "one.js", "sideEffects": true }' },
    'seen',
  ],
  [
    'a dependency that appears in a nearer folder',
    { ...dependency({ main: 'one.js' }), 'src/a.ts': using('dep') },
    { 'src/node_modules/dep/index.js': text('near') },
    'near',
  ],
  [
    'a package of imports',
    {
      'package.json': '{ "imports": { "#text": "./one.ts" } }',
      'one.ts': text('one'),
      'two.ts': text('two'),
      'src/a.ts': using('#text'),
    },
    { 'package.json': '{ "imports": { "#text": "./two.ts" } }' },
    'two',
  ],
  [
    'the adapter',
    { 'src/a.ts': handler('plain') },
    { 'adapter.ts': "export const adapt = () => () => 'adapted';\n" },
    'adapted',
  ],
];

test.each(changes)('%s', (_, before, after, value) => {
  const sandbox = new Sandbox(before);
  const first = call(sandbox.build('src/a.ts'));
  expect(sandbox.runs(['src/a.ts'])).toBe(0);
  sandbox.write(after);
  expect(call(sandbox.build('src/a.ts'))).toBe(value);
  expect(first).not.toBe(value);
  expect(sandbox.runs(['src/a.ts'])).toBe(0);
});

/** Class whose result depends on the compilation of fields. */
function decorated(): string {
  return `class Base { constructor() { (this as any).init(); } init() {} }
    class Sub extends Base { value?: string; override init() { this.value = 'set'; } }
    export const handler = () => new Sub().value ?? 'overwritten';\n`;
}
function fields(useDefineForClassFields: boolean): string {
  return JSON.stringify({ compilerOptions: { useDefineForClassFields } });
}
function dependency(manifest: object): Files {
  return {
    'node_modules/dep/package.json': JSON.stringify(manifest),
    'node_modules/dep/one.js': text('one'),
    'node_modules/dep/two.js': text('two'),
  };
}

test.each(['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'])('another %s', (name) => {
  const sandbox = new Sandbox({ 'src/a.ts': handler('a'), [name]: '{}' });
  sandbox.build('src/a.ts');
  sandbox.write({ [name]: '{ "lockfileVersion": 3 }' });
  expect(sandbox.runs(['src/a.ts'])).toBe(1);
  expect(sandbox.runs(['src/a.ts'])).toBe(0);
});

test.each<[string, Partial<BundleRequest>]>([
  ['minify', { options: { minify: false } }],
  ['define', { options: { define: { A: '"b"' } } }],
  ['target', { target: 'node22' }],
  ['tsconfigRaw', { options: { tsconfigRaw: '{}' } }],
  ['handler', { handler: 'handler' }],
])('another %s', (_, more) => {
  const sandbox = new Sandbox({ 'src/a.ts': handler('a') });
  sandbox.build('src/a.ts');
  const app = new App([sandbox.request('src/a.ts', more)]);
  app.bundle(0).output();
  expect(app.bundles.runs).toBe(1);
  expect(sandbox.runs(['src/a.ts'])).toBe(0);
});

test('the tsconfig that an option names', () => {
  const options = (root: Sandbox) => ({ options: { tsconfig: root.path('other.json') } });
  const sandbox = new Sandbox({ 'other.json': '{}', 'src/a.ts': decorated() });
  expect(call(sandbox.build('src/a.ts', options(sandbox)))).toBe('overwritten');
  sandbox.write({ 'other.json': fields(false) });
  expect(call(sandbox.build('src/a.ts', options(sandbox)))).toBe('set');
});

test('an injected file, one that is read as text, and one that an alias leads to', () => {
  const sandbox = new Sandbox({
    'inject.ts': "export const injected = 'a';\n",
    'note.txt': 'b',
    'alias.ts': text('c'),
    'src/a.ts':
      "import note from '../note.txt';\nimport { text } from 'elsewhere';\nexport const handler = () => injected + note + text;\n",
  });
  const options = {
    inject: [sandbox.path('inject.ts')],
    loader: { '.txt': 'text' as const },
    alias: { elsewhere: sandbox.path('alias.ts') },
  };
  const result = () => call(sandbox.build('src/a.ts', { options }));
  expect(result()).toBe('abc');
  sandbox.write({ 'inject.ts': "export const injected = 'A';\n" });
  expect(result()).toBe('Abc');
  sandbox.write({ 'note.txt': 'B' });
  expect(result()).toBe('ABc');
  sandbox.write({ 'alias.ts': text('C') });
  expect(result()).toBe('ABC');
  expect(sandbox.runs(['src/a.ts'], options)).toBe(0);
});

const overwrite = (files: readonly string[], content: string) => {
  for (const file of files) writeFileSync(file, content);
};
const cut = (files: readonly string[]) => {
  for (const file of files) truncateSync(file, Math.floor(readFileSync(file).length / 2));
};

describe('a damaged cache is created again', () => {
  const indexFiles = (sandbox: Sandbox) => {
    const folder = sandbox.path('node_modules/.cache/tradewind/index');
    return readdirSync(folder).map((name) => path.join(folder, name));
  };
  test.each<[string, (sandbox: Sandbox) => void]>([
    ['an index that is not JSON', (sandbox) => overwrite(indexFiles(sandbox), 'no JSON')],
    ['an index of another form', (sandbox) => overwrite(indexFiles(sandbox), '{"fingerprints":[],"bundles":{"x":1}}')],
    ['an index cut in half', (sandbox) => cut(indexFiles(sandbox))],
    ['an index that is null', (sandbox) => overwrite(indexFiles(sandbox), 'null')],
    ['an output folder that is gone', (sandbox) => rmSync(sandbox.build('src/a.ts').directory, { recursive: true })],
    ['an output file that is gone', (sandbox) => rmSync(path.join(sandbox.build('src/a.ts').directory, 'index.js'))],
    [
      'an output file that is cut',
      (sandbox) => truncateSync(path.join(sandbox.build('src/a.ts').directory, 'index.js'), 3),
    ],
    ['all of it gone', (sandbox) => rmSync(sandbox.path('node_modules'), { recursive: true })],
  ])('%s', (_, damage) => {
    const sandbox = new Sandbox({ 'src/a.ts': handler('a') });
    const first = sandbox.build('src/a.ts');
    damage(sandbox);
    const again = sandbox.build('src/a.ts');
    expect(again.hash).toBe(first.hash);
    expect(call(again)).toBe('a');
    expect(sandbox.runs(['src/a.ts'])).toBe(0);
  });
});

test('the index does not grow when a file changes again and again', () => {
  const sandbox = new Sandbox({ 'src/a.ts': handler('a'), 'src/b.ts': handler('b') });
  const size = () => {
    const folder = sandbox.path('node_modules/.cache/tradewind/index');
    return readdirSync(folder).reduce((sum, name) => sum + readFileSync(path.join(folder, name)).length, 0);
  };
  sandbox.app(['src/a.ts', 'src/b.ts']).bundle(0).output();
  const before = size();
  for (let round = 0; round < 5; round++) {
    sandbox.write({ 'src/a.ts': `import '../lib/part${round}';\n${handler('a')}`, [`lib/part${round}.ts`]: text('x') });
    sandbox.build('src/a.ts');
  }
  expect(size()).toBeLessThan(before * 2);
});

test('processes that synthesize the same app at once do not disturb each other', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `src/entry${index}.ts`);
  const sandbox = new Sandbox(Object.fromEntries(names.map((name) => [name, handler(name)])));
  const library = compileBundler(sandbox.path('..', 'library'));
  const requests = names.map((name) => sandbox.request(name));
  const all = await Promise.all([1, 2, 3, 4].map(() => bundleInProcess(library, requests, sandbox.root)));
  for (const { outputs } of all) expect(outputs).toEqual(all[0]!.outputs);
  expect(call(all[0]!.outputs[7]!)).toBe('src/entry7.ts');
  expect((await bundleInProcess(library, requests, sandbox.root)).runs).toBe(0);
  expect(readdirSync(sandbox.path('node_modules/.cache/tradewind/build'))).toEqual([]);
});

describe('packages of a workspace, linked into node_modules', () => {
  const source = (value: string) => text(value);
  const layouts: readonly [string, Files, string][] = [
    ['npm', { 'package.json': '{ "workspaces": ["packages/*"] }' }, 'node_modules/@my/shared'],
    ['pnpm', { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '' }, 'packages/api/node_modules/@my/shared'],
    ['yarn', { 'yarn.lock': '', 'package.json': '{ "workspaces": ["packages/*"] }' }, 'node_modules/@my/shared'],
  ];
  test.each(layouts)('%s', (_, files, link) => {
    const sandbox = new Sandbox({
      ...files,
      'packages/shared/package.json': '{ "name": "@my/shared", "main": "src/index.ts" }',
      'packages/shared/src/index.ts': source('one'),
      'packages/api/package.json': '{ "name": "api" }',
      'packages/api/src/a.ts': using('@my/shared'),
      'packages/api/src/b.ts': handler('b'),
    });
    if (!('package-lock.json' in files) && _ !== 'npm') rmSync(sandbox.path('package-lock.json'));
    mkdirSync(path.dirname(sandbox.path(link)), { recursive: true });
    symlinkSync(sandbox.path('packages/shared'), sandbox.path(link), 'junction');
    const entries = ['packages/api/src/a.ts', 'packages/api/src/b.ts'];
    expect(call(sandbox.build(entries[0]!))).toBe('one');
    sandbox.runs(entries);
    sandbox.write({ 'packages/shared/src/index.ts': source('two') });
    expect(sandbox.runs([entries[1]!])).toBe(0);
    expect(call(sandbox.build(entries[0]!))).toBe('two');
    sandbox.write({
      'packages/shared/src/other.ts': source('three'),
      'packages/shared/package.json': '{ "name": "@my/shared", "main": "src/other.ts" }',
    });
    expect(call(sandbox.build(entries[0]!))).toBe('three');
    expect(sandbox.runs(entries)).toBe(0);
  });

  test('a dependency in the store of pnpm, which moves to another version', () => {
    const sandbox = new Sandbox({
      'pnpm-lock.yaml': '',
      'node_modules/.pnpm/dep@1/node_modules/dep/index.js': "export { text } from 'below';\n",
      'node_modules/.pnpm/dep@1/node_modules/below/index.js': text('one'),
      'node_modules/.pnpm/dep@2/node_modules/dep/index.js': text('two'),
      'src/a.ts': using('dep'),
    });
    const link = sandbox.path('node_modules/dep');
    symlinkSync(sandbox.path('node_modules/.pnpm/dep@1/node_modules/dep'), link, 'junction');
    expect(call(sandbox.build('src/a.ts'))).toBe('one');
    rmSync(link);
    symlinkSync(sandbox.path('node_modules/.pnpm/dep@2/node_modules/dep'), link, 'junction');
    expect(call(sandbox.build('src/a.ts'))).toBe('two');
  });
});
