import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import type { BundlingOptions } from '../../lib/bundler';
import { call, codeOf } from './processes';
import { type Files, messageOf, removeSandboxes, Sandbox } from './sandbox';

jest.setTimeout(60_000);
afterAll(removeSandboxes);

const build = (files: Files, options: BundlingOptions) => new Sandbox(files).build('src/a.ts', { options });
const refusal = (files: Files, options: object) =>
  messageOf(() => build({ 'src/a.ts': 'export const handler = () => 1;\n', ...files }, options as BundlingOptions));

test('define', () => {
  const files = { 'src/a.ts': 'export const handler = () => [process.env.STAGE, FLAG, import.meta.url];\n' };
  const define = { 'process.env.STAGE': '"test"', FLAG: 'true', 'import.meta.url': '"mine"' };
  expect(call(build(files, { define }))).toEqual(['test', true, 'mine']);
});

test('inject, from the working directory and with an absolute path', () => {
  const sandbox = new Sandbox({
    'one.ts': 'export const one = 1;\n',
    'two.ts': 'export const two = 2;\n',
    'src/a.ts': 'export const handler = () => [one, two];\n',
  });
  const before = process.cwd();
  process.chdir(sandbox.path('src'));
  try {
    const options = { inject: ['../one.ts', sandbox.path('two.ts')] };
    expect(call(sandbox.build('src/a.ts', { options }))).toEqual([1, 2]);
  } finally {
    process.chdir(before);
  }
});

test('an injected file that runs for its effect', () => {
  const sandbox = new Sandbox({
    'setup.ts': 'globalThis.ready = true;\n',
    'src/a.ts': 'export const handler = () => globalThis.ready;\n',
  });
  expect(call(sandbox.build('src/a.ts', { options: { inject: [sandbox.path('setup.ts')] } }))).toBe(true);
});

test('external, alias, loader, conditions and main fields', () => {
  const files = {
    'src/a.ts': `import { one } from 'old-name';
      import text from './note.txt';
      import { chosen } from 'many';
      export const handler = async () => [one, text, chosen, await import('the-runtime').catch((e) => e.code)];\n`,
    'src/note.txt': 'a note',
    'node_modules/new-name/index.js': 'export const one = 1;\n',
    'node_modules/many/package.json': '{ "exports": { "special": "./special.js", "default": "./other.js" } }',
    'node_modules/many/special.js': "export const chosen = 'special';\n",
    'node_modules/many/other.js': "export const chosen = 'other';\n",
  };
  const options: BundlingOptions = {
    alias: { 'old-name': 'new-name' },
    loader: { '.txt': 'text' },
    conditions: ['special'],
    external: ['the-runtime'],
  };
  const missing = ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'];
  const [one, text, chosen, code] = call(build(files, options)) as string[];
  expect([one, text, chosen]).toEqual([1, 'a note', 'special']);
  expect(missing).toContain(code);
});

test('a copied file is shipped next to the bundle', () => {
  const sandbox = new Sandbox({
    'src/a.ts':
      "import file from './data.bin';\nimport { readFileSync } from 'node:fs';\nimport * as path from 'node:path';\nexport const handler = () => [file, readFileSync(path.join(__dirname, file), 'utf8')];\n",
    'src/data.bin': 'content',
  });
  const output = sandbox.build('src/a.ts', { options: { loader: { '.bin': 'file' } } });
  const [name, content] = call(output) as string[];
  expect(content).toBe('content');
  expect(existsSync(path.join(output.directory, name!))).toBe(true);
  sandbox.write({ 'src/data.bin': 'changed' });
  expect((call(sandbox.build('src/a.ts', { options: { loader: { '.bin': 'file' } } })) as string[])[1]).toBe('changed');
});

test('source maps can be omitted, or in the bundle', () => {
  const files = { 'src/a.ts': 'export const handler = () => 1;\n' };
  expect(readdirSync(build(files, { sourcemap: false }).directory)).toEqual(['index.js']);
  const inline = build(files, { sourcemap: 'inline' });
  expect(readdirSync(inline.directory)).toEqual(['index.js']);
  expect(codeOf(inline)).toContain('sourceMappingURL=data:');
});

test('tsconfigRaw', () => {
  const files = {
    'src/a.ts': 'class A { x?: number; }\nexport const handler = () => Object.keys(new A());\n',
  };
  const raw = (useDefineForClassFields: boolean) => ({ tsconfigRaw: { compilerOptions: { useDefineForClassFields } } });
  expect(call(build(files, raw(true)))).toEqual(['x']);
  expect(call(build(files, raw(false)))).toEqual([]);
});

test('a target of the user goes before that of the runtime', () => {
  const files = { 'src/a.ts': 'export const handler = (x?: { y: number }) => x?.y ?? 1;\n' };
  expect(codeOf(build(files, { target: 'es2019', minify: false }))).not.toContain('?.y');
  expect(codeOf(build(files, { minify: false }))).toContain('?.y');
});

test.each([
  ['plugins', []],
  ['outfile', 'x.js'],
  ['outdir', 'x'],
  ['entryPoints', ['x']],
  ['bundle', false],
  ['splitting', true],
  ['metafile', false],
  ['platform', 'browser'],
  ['write', false],
  ['absWorkingDir', '/'],
  ['outExtension', {}],
])('%s is refused', (option, value) => {
  const message = refusal({}, { [option]: value });
  expect(message).toMatch(new RegExp(`^\\[tradewind:[A-Z_]+\\] App/src/a\\.ts: bundling\\.${option}.* Fix: .+\\.$`));
});

test('all refused options are reported at once', () => {
  const message = refusal({}, { outfile: 'x', write: false, maxBundleSize: -1 });
  expect(message.split('\n')).toHaveLength(3);
});

test('an option that esbuild does not know is reported by its name', () => {
  expect(refusal({}, { minfy: true })).toMatch(/App\/src\/a\.ts.*minfy/s);
});

test("packages: 'external' is refused, because nothing ships them", () => {
  const message = refusal(
    {
      'src/a.ts': "import { x } from 'dep';\nexport const handler = () => x;\n",
      'node_modules/dep/index.js': 'exports.x = 1;\n',
    },
    { packages: 'external' },
  );
  expect(message).toContain('packages');
  expect(message).toContain('Fix: ');
});

test('refuses a bundle over its budget with its largest inputs, also from the cache', () => {
  const sandbox = new Sandbox({
    'src/a.ts':
      "import { big } from './big';\nimport { small } from './small';\nexport const handler = () => big + small;\n",
    'src/big.ts': `export const big = '${'x'.repeat(5_000)}';\n`,
    'src/small.ts': "export const small = Math.random() > 2 ? 'yes' : 'no';\n",
  });
  const options = { maxBundleSize: 1_000 };
  const attempt = () => messageOf(() => sandbox.build('src/a.ts', { options }));
  const first = attempt();
  expect(first).toMatch(
    /^\[tradewind:BUNDLE_SIZE\] App\/src\/a\.ts: .*1000.*src\/big\.ts \(5\d\d\d\).*src\/small\.ts/s,
  );
  expect(first).not.toContain('node_modules');
  expect(attempt()).toBe(first);
  expect(sandbox.build('src/a.ts', { options: { maxBundleSize: 20_000 } }).bytes).toBeGreaterThan(5_000);
  expect(attempt()).toBe(first);
});

test('warnings are reported, with their place, and again from the cache', () => {
  const sandbox = new Sandbox({ 'src/a.ts': 'export const handler = (x: unknown) => typeof x === "strin";\n' });
  const first = sandbox.build('src/a.ts').warnings;
  expect(first).toHaveLength(1);
  expect(first[0]).toMatch(/^src\/a\.ts:1:\d+: /);
  expect(sandbox.build('src/a.ts').warnings).toEqual(first);
  expect(sandbox.runs(['src/a.ts'])).toBe(0);
});

test('files of the library cause no warning', () => {
  const sandbox = new Sandbox({
    'src/a.ts': 'export default () => 1;\n',
    'src/b.ts': 'export const handler = () => 1;\n',
  });
  for (const name of ['src/a.ts', 'src/b.ts']) {
    for (const format of ['cjs', 'esm'] as const)
      expect(sandbox.build(name, { options: { format } }).warnings).toEqual([]);
  }
});
