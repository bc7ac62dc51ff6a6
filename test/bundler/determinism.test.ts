import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { importPath, portable } from '../../lib/bundler/portable-path';
import { App, type Files, load, removeSandboxes, Sandbox } from './sandbox';

afterAll(removeSandboxes);

const files: Files = {
  'src/deep/a.ts':
    "import { shared } from '../shared';\nexport const handler = () => shared + import.meta.url.slice(0, 4);\n",
  'src/b.ts': "import { shared } from './shared';\nexport default { fetch: () => new Response(shared) };\n",
  'src/shared.ts': "export const shared = 'shared';\n",
};
const contents = (directory: string) =>
  Object.fromEntries(readdirSync(directory).map((name) => [name, readFileSync(path.join(directory, name), 'utf8')]));

test('the same files make the same bundle in any folder, at any depth', () => {
  const here = new Sandbox(files).build('src/deep/a.ts');
  const there = new Sandbox(files, 'some/folder/far/below').build('src/deep/a.ts');
  expect(there.directory).not.toBe(here.directory);
  expect(contents(there.directory)).toEqual(contents(here.directory));
  expect(there.hash).toBe(here.hash);
  expect(JSON.stringify(contents(here.directory))).not.toContain('tradewind-bundler-');
});

test('through a symbolic link, too, and both share the cache', () => {
  const sandbox = new Sandbox(files);
  const real = sandbox.build('src/deep/a.ts');
  const link = sandbox.path('..', 'link');
  symlinkSync(sandbox.root, link, 'junction');
  const request = sandbox.request('src/deep/a.ts');
  const adapter = { ...request.adapter, file: path.join(link, 'adapter') };
  const app = new App([{ ...request, entry: path.join(link, 'src/deep/a.ts'), adapter }]);
  expect(app.bundle(0).output()).toEqual(real);
  expect(app.bundles.runs).toBe(0);
});

test('from any working directory', () => {
  const sandbox = new Sandbox(files);
  const other = new Sandbox(files);
  const before = process.cwd();
  try {
    process.chdir(other.path('src'));
    const relative = new App([{ ...other.request('src/deep/a.ts'), entry: 'deep/a.ts' }]).bundle(0).output();
    expect(relative.hash).toBe(sandbox.build('src/deep/a.ts').hash);
  } finally {
    process.chdir(before);
  }
});

test('whatever is built with it, in whatever order', () => {
  const alone = new Sandbox(files).build('src/b.ts').hash;
  const first = new Sandbox(files).app(['src/b.ts', 'src/deep/a.ts']);
  const last = new Sandbox(files).app(['src/deep/a.ts', 'src/b.ts']);
  expect([first.bundle(0).output().hash, last.bundle(1).output().hash]).toEqual([alone, alone]);
});

test('a project that is moved keeps its cache', () => {
  const sandbox = new Sandbox(files);
  const { hash } = sandbox.build('src/b.ts');
  renameSync(sandbox.root, `${sandbox.root}-moved`);
  mkdirSync(sandbox.root);
  renameSync(`${sandbox.root}-moved`, sandbox.path('app'));
  const moved = (name: string) => sandbox.path('app', name);
  const app = new App([
    { ...sandbox.request('src/b.ts'), entry: moved('src/b.ts'), adapter: { file: moved('adapter'), export: 'adapt' } },
  ]);
  expect(app.bundle(0).output().hash).toBe(hash);
  expect(app.bundles.runs).toBe(0);
});

test('a linked source folder is bundled', () => {
  const sandbox = new Sandbox({ 'elsewhere/a.ts': "export const handler = () => 'linked';\n" });
  symlinkSync(sandbox.path('elsewhere'), sandbox.path('src'), 'junction');
  expect(load(sandbox.build('src/a.ts')).handler()).toBe('linked');
});

test('supports a linked node_modules folder', () => {
  const sandbox = new Sandbox({
    ...files,
    '../modules/plain/index.js': "exports.value = 'plain';\n",
    'src/c.ts': "import { value } from 'plain';\nexport const handler = () => value;\n",
  });
  symlinkSync(sandbox.path('../modules'), sandbox.path('node_modules'), 'junction');
  expect(load(sandbox.build('src/c.ts')).handler()).toBe('plain');
  expect(sandbox.runs(['src/c.ts'])).toBe(0);
});

test('maps lead to the sources, and are not in the bundle', () => {
  const { directory, bytes } = new Sandbox(files).build('src/deep/a.ts');
  const { 'index.js': code, 'index.js.map': text } = contents(directory);
  const map = JSON.parse(text!) as { sources: string[]; sourcesContent?: unknown };
  expect(map.sources.map((source) => source.replace(/^(\.\.\/)+/, ''))).toEqual(
    expect.arrayContaining(['src/shared.ts', 'src/deep/a.ts']),
  );
  expect(map.sourcesContent).toBeUndefined();
  expect(code).toMatch(/\/\/# sourceMappingURL=index\.js\.map\n$/);
  expect(bytes).toBe(Buffer.byteLength(code!));
});

test('paths of Windows become those of imports', () => {
  expect(portable('src\\deep\\a.ts', '\\')).toBe('src/deep/a.ts');
  expect(portable('odd\\name/a.ts', '/')).toBe('odd\\name/a.ts');
  expect(importPath('/app/cache', '/app/src/a.ts')).toBe('../src/a.ts');
  expect(importPath('/app', '/app/a.ts')).toBe('./a.ts');
});
