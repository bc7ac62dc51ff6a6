import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { BundleOutput } from '../../../lib/bundler';
import { call } from '../processes';
import { type Files, messageOf, removeSandboxes, Sandbox } from '../sandbox';

jest.setTimeout(120_000);
afterAll(removeSandboxes);

const using = (...names: string[]) =>
  `import { ${names.join(', ')} } from 'many';\nexport const handler = () => [${names.map((name) => `${name}()`).join(', ')}].join();\n`;
const project: Files = {
  'src/a.ts': using('one'),
  'src/b.ts': using('two'),
  'src/plain.ts': "export const handler = () => 'plain';\n",
  'node_modules/many/package.json': '{ "name": "many", "type": "module", "main": "index.js", "sideEffects": false }',
  'node_modules/many/index.js': "export * from './one.js';\nexport * from './two.js';\nexport * from './three.js';\n",
  ...Object.fromEntries(
    ['one', 'two', 'three'].map((name) => [
      `node_modules/many/${name}.js`,
      `export const ${name} = () => '${name}';\n`,
    ]),
  ),
};
const all = ['src/a.ts', 'src/b.ts', 'src/plain.ts'];

function build(sandbox: Sandbox, entries: readonly string[] = all): BundleOutput[] {
  const app = sandbox.app(entries);
  return entries.map((_, index) => app.bundle(index).output());
}
const hashes = (outputs: readonly BundleOutput[]) => outputs.map(({ hash }) => hash);
const vendorOf = ({ directory }: BundleOutput) => path.join(directory, 'vendor.js');
const inPieces = (outputs: readonly BundleOutput[]) => outputs.map((output) => existsSync(vendorOf(output)));

test('functions with the same packages share a vendor file, and one without has none', () => {
  const outputs = build(new Sandbox(project));
  expect(inPieces(outputs)).toEqual([true, true, false]);
  expect(readFileSync(vendorOf(outputs[0]!), 'utf8')).toBe(readFileSync(vendorOf(outputs[1]!), 'utf8'));
  expect(outputs.map(call)).toEqual(['one', 'two', 'plain']);
});

test('the name of a function does not depend on what is built with it, or when', () => {
  const together = build(new Sandbox(project));
  const alone = all.map((entry) => build(new Sandbox(project), [entry])[0]!);
  const sandbox = new Sandbox(project);
  const inTurn = all.map((entry) => build(sandbox, [entry])[0]!);
  expect(hashes(alone)).toEqual(hashes(together));
  expect(hashes(inTurn)).toEqual(hashes(together));
});

test('a new import of one function renames no neighbour, and what was built later is what a fresh build gives', () => {
  const sandbox = new Sandbox(project);
  const before = build(sandbox);
  sandbox.write({ 'src/a.ts': using('one', 'three') });
  const after = build(sandbox);
  expect(after.map(call)).toEqual(['one,three', 'two', 'plain']);
  expect(after.map(({ hash }, index) => hash === before[index]!.hash)).toEqual([false, true, true]);
  expect(hashes(build(new Sandbox({ ...project, 'src/a.ts': using('one', 'three') })))).toEqual(hashes(after));
  expect(sandbox.runs(all)).toBe(0);
});

test('a changed handler takes the vendor file that there is', () => {
  const sandbox = new Sandbox(project);
  const [before] = build(sandbox);
  sandbox.write({ 'src/a.ts': `${using('two')}console.log('changed');\n` });
  const [after] = build(sandbox);
  expect(readFileSync(vendorOf(after!), 'utf8')).toBe(readFileSync(vendorOf(before!), 'utf8'));
  expect(after!.hash).not.toBe(before!.hash);
});

test.each<[string, Files]>([
  ['a patched file of a package', { 'node_modules/many/one.js': "export const one = () => 'patched';\n" }],
  [
    'the entry of a package',
    { 'node_modules/many/index.js': "export const one = () => 'patched', two = () => '2';\n" },
  ],
])('%s is built again and changes the name', (_, change) => {
  const sandbox = new Sandbox(project);
  const before = build(sandbox);
  sandbox.write(change);
  const after = build(sandbox);
  expect(call(after[0]!)).toBe('patched');
  expect(after.map(({ hash }, index) => hash === before[index]!.hash)).toEqual([false, false, true]);
});

test.each<[string, (file: string) => void]>([
  ['edited', (file) => writeFileSync(file, 'edited')],
  ['removed', (file) => rmSync(file)],
])('a vendor file of the cache that was %s is built again', (_, damage) => {
  const sandbox = new Sandbox(project);
  const before = build(sandbox);
  const out = sandbox.path('node_modules/.cache/tradewind/out');
  for (const folder of readdirSync(out)) {
    const file = path.join(out, folder, 'vendor.js');
    if (existsSync(file)) damage(file);
  }
  const after = build(sandbox);
  expect(after.map(call)).toEqual(['one', 'two', 'plain']);
  expect(hashes(after)).toEqual(hashes(before));
});

describe('code that does not support pieces is built as a whole, and its neighbours are not', () => {
  const entries = [...all, 'src/odd.ts'];
  test.each<[string, Files, string]>([
    [
      'a module that is in the app and in a package',
      {
        'src/odd.ts':
          "import { one } from 'many';\nimport { two } from '../node_modules/many/two.js';\nexport const handler = () => one() + two();\n",
      },
      'onetwo',
    ],
    [
      'a package that imports code of the app',
      {
        'src/odd.ts': "import { odd } from 'odd';\nexport const handler = () => odd;\n",
        'src/state.ts': "export const state = 'state';\n",
        'node_modules/odd/package.json': '{ "name": "odd", "type": "module", "main": "index.js" }',
        'node_modules/odd/index.js': "import { state } from '../../src/state';\nexport const odd = state;\n",
      },
      'state',
    ],
  ])('%s', (_, files, result) => {
    const outputs = build(new Sandbox({ ...project, ...files }), entries);
    expect(inPieces(outputs)).toEqual([true, true, false, false]);
    expect(outputs.map(call)).toEqual(['one', 'two', 'plain', result]);
  });
});

test.each<[string, Files, RegExp]>([
  [
    'a name that a package does not export',
    { 'src/b.ts': using('four') },
    /src\/b\.ts:1:10: No matching export .* "four"/,
  ],
  [
    'a package that is not installed',
    { 'src/b.ts': "import 'absent';\nexport const handler = 1;\n" },
    /src\/b\.ts:1:8:/,
  ],
  ['a mistake in a package', { 'node_modules/many/one.js': 'export const one = ;\n' }, /many\/one\.js:1:20/],
])('%s is reported with its place', (_, files, message) => {
  expect(messageOf(() => build(new Sandbox({ ...project, ...files })))).toMatch(message);
});
