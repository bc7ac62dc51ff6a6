import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { compileBundler } from './compiled-library';
import { bundleInProcess, call, codeOf } from './processes';
import { removeSandboxes, Sandbox } from './sandbox';

jest.setTimeout(60_000);
afterAll(removeSandboxes);

const files = {
  'src/shared/text.ts': "export const text = 'shared';\nexport const fail = () => { throw new Error('here'); };\n",
  'src/a.ts':
    "import { text, fail } from './shared/text';\nexport const handler = () => text || fail() || __filename;\n",
  'src/b.ts': "import { text, fail } from './shared/text';\nexport default () => text || fail();\n",
};
const requests = (sandbox: Sandbox) => [
  sandbox.request('src/a.ts'),
  sandbox.request('src/b.ts'),
  sandbox.request('src/a.ts', { options: { minify: false, format: 'esm', sourcesContent: true } }),
];
const maps = (directory: string) =>
  ['index.js.map', 'index.mjs.map']
    .map((name) => path.join(directory, name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'));

const prefixed = (folder: string, some: Record<string, string>) =>
  Object.fromEntries(Object.entries(some).map(([name, text]) => [`${folder}${name}`, text]));

test('hashes, code and maps are the same at other paths and from other working directories', async () => {
  const first = new Sandbox(files);
  const deeper = new Sandbox(files, 'much/deeper/and with a space/than the first');
  const library = compileBundler(first.path('..', 'library'));
  const one = await bundleInProcess(library, requests(first), first.root);
  const two = await bundleInProcess(library, requests(deeper), deeper.path('src/shared'));
  expect(two.outputs.map(({ hash }) => hash)).toEqual(one.outputs.map(({ hash }) => hash));
  expect(two.outputs.map(codeOf)).toEqual(one.outputs.map(codeOf));
  expect(two.outputs.flatMap(({ directory }) => maps(directory))).toEqual(
    one.outputs.flatMap(({ directory }) => maps(directory)),
  );
  expect(one.outputs.flatMap(({ directory }) => maps(directory))).toHaveLength(3);
});

test('maps name sources from the root of the project, and nothing of the machine', () => {
  const sandbox = new Sandbox(files);
  const { directory } = sandbox.build('src/a.ts');
  const text = readFileSync(path.join(directory, 'index.js.map'), 'utf8');
  const { sources } = JSON.parse(text) as { sources: string[] };
  expect(text).not.toContain(path.basename(path.dirname(sandbox.root)));
  expect(sources.filter((name) => path.isAbsolute(name))).toEqual([]);
  expect([...sources].sort()).toEqual(['adapter.ts', 'src/a.ts', 'src/shared/text.ts', 'tradewind/entry.js']);
  expect(codeOf(sandbox.build('src/a.ts'))).toMatch(/\/\/# sourceMappingURL=index\.js\.map\n$/);
});

test('the order in which entries are declared, and what else there is, makes no difference', () => {
  const [one, two] = [new Sandbox(files), new Sandbox({ ...files, 'src/c.ts': files['src/b.ts'] })];
  const first = one.app(['src/a.ts', 'src/b.ts']);
  const second = two.app(['src/c.ts', 'src/b.ts', 'src/a.ts']);
  expect(second.bundle(2).output().hash).toBe(first.bundle(0).output().hash);
  expect(second.bundle(1).output().hash).toBe(first.bundle(1).output().hash);
});

test('a project that is reached through a link is the same project', () => {
  const sandbox = new Sandbox(files);
  const link = sandbox.path('..', 'link');
  symlinkSync(sandbox.root, link);
  const direct = sandbox.build('src/a.ts');
  const { hash } = sandbox.build('src/a.ts', {
    entry: path.join(link, 'src/a.ts'),
    adapter: { file: path.join(link, 'adapter'), export: 'adapt' },
  });
  expect(hash).toBe(direct.hash);
});

test('hashes are the same where node_modules is a link to another place', () => {
  const dependent = {
    ...files,
    'src/d.ts': "import { late } from 'kit';\nexport const handler = () => late();\n",
  };
  const kit = {
    'kit/index.js': 'export const late = () => new Error("late").message;\n',
    'kit/package.json': '{ "type": "module" }',
  };
  const plain = new Sandbox({ ...dependent, ...prefixed('node_modules/', kit) });
  const linked = new Sandbox({ ...dependent, ...prefixed('../elsewhere/deep/modules/node_modules/', kit) });
  symlinkSync(linked.path('../elsewhere/deep/modules/node_modules'), linked.path('node_modules'), 'junction');
  const [one, two] = [plain.build('src/d.ts'), linked.build('src/d.ts')];
  expect(maps(two.directory)).toEqual(maps(one.directory));
  expect(two.hash).toBe(one.hash);
  expect(maps(one.directory)[0]).toContain('"node_modules/kit/index.js"');
});

test('a linked folder of sources, from within the project and from elsewhere', () => {
  const sandbox = new Sandbox(files);
  symlinkSync(sandbox.path('src'), sandbox.path('linked'));
  expect(call(sandbox.build('linked/b.ts'))).toBe('shared');

  const other = new Sandbox();
  symlinkSync(sandbox.path('src'), other.path('src'));
  expect(call(other.build('src/b.ts'))).toBe('shared');
  expect(other.runs(['src/b.ts'])).toBe(0);
  sandbox.write({ 'src/shared/text.ts': files['src/shared/text.ts'].replace('shared', 'changed') });
  expect(call(other.build('src/b.ts'))).toBe('changed');
});

test('an entry without any project around it', () => {
  const alone = new Sandbox();
  const folder = alone.path('..', 'alone');
  mkdirSync(folder);
  alone.write({
    '../alone/b.ts': files['src/b.ts'].replace('./shared', './'),
    '../alone/text.ts': "export * from './t';\n",
    '../alone/t.ts': files['src/shared/text.ts'],
  });
  const before = process.cwd();
  process.chdir(alone.root);
  try {
    const build = () => alone.build('b.ts', { entry: path.join(folder, 'b.ts') });
    expect(call(build())).toBe('shared');
    alone.write({ '../alone/t.ts': files['src/shared/text.ts'].replace('shared', 'changed') });
    expect(call(build())).toBe('changed');
  } finally {
    process.chdir(before);
  }
});
