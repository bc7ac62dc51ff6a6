import { spawnSync } from 'node:child_process';
import { type Files, load, removeSandboxes, Sandbox } from './sandbox';

afterAll(removeSandboxes);

/** A package with a file for each way to load it. */
const both: Files = {
  'node_modules/both/package.json': '{ "name": "both", "main": "main.js", "module": "module.mjs" }',
  'node_modules/both/main.js': "module.exports = () => 'main';\n",
  'node_modules/both/module.mjs': "export default () => 'module';\n",
};

/** Result of a file in a bundle, and in Node.js. */
function compare(sandbox: Sandbox, entry: string, more: Parameters<Sandbox['build']>[1] = {}): unknown[] {
  const script = `console.log(JSON.stringify(require(${JSON.stringify(sandbox.path(entry))}).handler()))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  return [load(sandbox.build(entry, more)).handler(), JSON.parse(stdout)];
}

describe('require() of a package returns the same as in Node.js', () => {
  test.each<[string, Files, string]>([
    ['with `main` and `module`, in the entry', { 'a.js': "exports.handler = () => require('both')();\n" }, 'main'],
    [
      'with `main` and `module`, in another package',
      {
        'node_modules/old/index.js': "module.exports = require('both')();\n",
        'a.js': "exports.handler = () => require('old');\n",
      },
      'main',
    ],
    [
      'with the condition `module` in `exports`',
      {
        'node_modules/both/package.json':
          '{ "name": "both", "exports": { "module": "./module.mjs", "default": "./main.js" } }',
        'a.js': "exports.handler = () => require('both')();\n",
      },
      'main',
    ],
    [
      'in two versions',
      {
        'node_modules/old/index.js': "module.exports = require('both')();\n",
        'node_modules/old/node_modules/both/package.json': '{ "name": "both", "main": "m.js", "module": "m.mjs" }',
        'node_modules/old/node_modules/both/m.js': "module.exports = () => 'inner';\n",
        'node_modules/old/node_modules/both/m.mjs': "export default () => 'inner module';\n",
        'a.js': "exports.handler = () => require('old') + ' ' + require('both')();\n",
      },
      'inner main',
    ],
  ])('%s', (_name, files, expected) => {
    expect(compare(new Sandbox({ ...both, ...files }), 'a.js')).toEqual([expected, expected]);
  });
});

describe('the order of main fields', () => {
  const imports = { 'a.ts': "import say from 'both';\nexport const handler = () => say();\n" };

  test('stays as it is for what is imported: ES modules are smaller and start faster', () => {
    const sandbox = new Sandbox({ ...both, ...imports });
    expect(load(sandbox.build('a.ts')).handler()).toBe('module');
    expect(sandbox.runs(['a.ts'])).toBe(0);
  });

  test('is that of Node.js for the entries that need it alone, by one run more, and is remembered', () => {
    const sandbox = new Sandbox({ ...both, ...imports, 'b.js': "exports.handler = () => require('both')();\n" });
    const app = sandbox.app(['a.ts', 'b.js']);
    expect([load(app.bundle(0).output()).handler(), load(app.bundle(1).output()).handler()]).toEqual([
      'module',
      'main',
    ]);
    expect(app.bundles.runs).toBe(2);
    expect(sandbox.runs(['a.ts', 'b.js'])).toBe(0);
    sandbox.write({ 'node_modules/both/main.js': "module.exports = () => 'new';\n" });
    expect(load(sandbox.app(['b.js']).bundle(0).output()).handler()).toBe('new');
  });

  test('is the user’s when the user says', () => {
    const sandbox = new Sandbox({ ...both, 'b.js': "exports.handler = () => typeof require('both');\n" });
    const options = { mainFields: ['module', 'main'] };
    expect(load(sandbox.build('b.js', { options })).handler()).toBe('object');
  });

  test('does not matter where no package has two files', () => {
    const sandbox = new Sandbox({
      'node_modules/one/index.js': 'module.exports = 1;\n',
      'a.js': "exports.handler = () => require('one');\n",
    });
    expect(sandbox.runs(['a.js'])).toBe(1);
  });
});
