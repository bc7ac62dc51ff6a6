import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { BundleOutput, BundlingOptions } from '../../lib/bundler';
import { type Files, load, messageOf, removeSandboxes, Sandbox } from './sandbox';

afterAll(removeSandboxes);

const esm: BundlingOptions = { format: 'esm' };

/** Result of the handler of an ES module, in its own process. */
function runModule({ directory }: BundleOutput): unknown {
  const script = "import { handler } from './index.mjs'; console.log(JSON.stringify(await handler()));";
  // As a module: a plain script given to Node.js has a global `require`, which a bundle would find.
  const args = ['--input-type=module', '-e', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const commonJs: Files = {
  'node_modules/old/package.json': '{}',
  'node_modules/old/index.js':
    "const os = require('os');\nmodule.exports = { cpus: typeof os.cpus, lazy: () => typeof require('fs').readFileSync, file: __filename, folder: __dirname };\n",
  'a.ts': "import old from 'old';\nexport const handler = () => ({ ...old, lazy: old.lazy() });\n",
};

test('CommonJS by default', () => {
  const output = new Sandbox(commonJs).build('a.ts');
  expect(readdirSync(output.directory).sort()).toEqual(['index.js', 'index.js.map', 'vendor.js']);
  expect(load(output).handler()).toMatchObject({ cpus: 'function', lazy: 'function', folder: output.directory });
});

test('a project of ES modules, too', () => {
  const sandbox = new Sandbox({ ...commonJs, 'package.json': '{ "type": "module" }' });
  expect(load(sandbox.build('a.ts')).handler()).toMatchObject({ cpus: 'function' });
});

test.each([{ minify: true }, { minify: false }])('an ES module whose dependencies call require (%p)', (options) => {
  const output = new Sandbox(commonJs).build('a.ts', { options: { ...esm, ...options } });
  expect(readdirSync(output.directory).sort()).toEqual(['index.mjs', 'index.mjs.map']);
  const file = path.join(output.directory, 'index.mjs');
  expect(runModule(output)).toEqual({ cpus: 'function', lazy: 'function', file, folder: output.directory });
});

test.each([{ minify: true }, { minify: false }])(
  'an ES module that makes its own require and __dirname (%p)',
  (options) => {
    const sandbox = new Sandbox({
      'a.ts': `import { createRequire } from 'node:module';
      import { dirname } from 'node:path';
      import { fileURLToPath } from 'node:url';
      const require = createRequire(import.meta.url);
      const __filename = fileURLToPath(import.meta.url);
      const __dirname = dirname(__filename);
      export const handler = () => [typeof require('os').cpus, __dirname];`,
    });
    const output = sandbox.build('a.ts', { options: { ...esm, ...options } });
    expect(runModule(output)).toEqual(['function', output.directory]);
  },
);

test('top-level await works in an ES module and is refused in CommonJS with the remedy', () => {
  const sandbox = new Sandbox({
    'a.ts': "const value = await Promise.resolve('awaited');\nexport const handler = () => value;\n",
  });
  expect(runModule(sandbox.build('a.ts', { options: esm }))).toBe('awaited');
  expect(messageOf(() => sandbox.build('a.ts'))).toMatch(
    /a\.ts:1:15: Top-level await.*Fix: set bundling: \{ format: 'esm' \}/s,
  );
});

test('import.meta works in CommonJS, and costs nothing where it is not used', () => {
  const sandbox = new Sandbox({
    'a.ts': 'export const handler = () => [import.meta.url, import.meta.dirname, import.meta.filename];\n',
    'b.ts': 'export const handler = () => 1;\n',
  });
  const output = sandbox.build('a.ts');
  const file = path.join(output.directory, 'index.js');
  expect(load(output).handler()).toEqual([`file://${file}`, output.directory, file]);
  expect(readFileSync(path.join(sandbox.build('b.ts').directory, 'index.js'), 'utf8')).not.toContain('node:url');
  expect(output.warnings).toEqual([]);
});

test('names are kept, though code is minified', () => {
  const sandbox = new Sandbox({
    'a.ts': 'class OrderNotFound extends Error {}\nexport const handler = () => OrderNotFound.name;\n',
  });
  expect(load(sandbox.build('a.ts')).handler()).toBe('OrderNotFound');
});

test('options of the user join ours', () => {
  const sandbox = new Sandbox({
    'src/a.ts':
      "import text from './note.txt';\nimport { x } from 'renamed';\nexport const handler = () => [text, x, VERSION, injected, import.meta.url.slice(0, 5), typeof BANNER];\n",
    'src/note.txt': 'note',
    'src/x.ts': "export const x = 'x';\n",
    'src/inject.ts': "export const injected = 'injected';\n",
  });
  const options: BundlingOptions = {
    define: { VERSION: '"1"' },
    inject: [sandbox.path('src/inject.ts')],
    loader: { '.txt': 'text' },
    alias: { renamed: sandbox.path('src/x.ts') },
    banner: { js: 'const BANNER = 1;' },
  };
  const expected = ['note', 'x', '1', 'injected', 'file:', 'number'];
  expect(load(sandbox.build('src/a.ts', { options })).handler()).toEqual(expected);
  expect(runModule(sandbox.build('src/a.ts', { options: { ...options, ...esm } }))).toEqual(expected);
  const elsewhere = new Sandbox();
  expect(elsewhere.root).not.toBe(sandbox.root);
});

test('assets are shipped next to the code that names them', () => {
  const sandbox = new Sandbox({
    'a.ts':
      "import page from './page.html';\nimport { readFileSync } from 'node:fs';\nimport { join } from 'node:path';\nexport const handler = () => readFileSync(join(__dirname, page), 'utf8');\n",
    'page.html': '<p>',
  });
  const options: BundlingOptions = { loader: { '.html': 'file' } };
  const output = sandbox.build('a.ts', { options });
  expect(load(output).handler()).toBe('<p>');
  expect(output.bytes).toBeGreaterThan(3);
  const copied = sandbox.build('a.ts', { options: { loader: { '.html': 'copy' } } });
  expect(readdirSync(copied.directory).some((name) => /^page-.*\.html$/.test(name))).toBe(true);
  expect(sandbox.runs(['a.ts'], options)).toBe(0);
  const nested = sandbox.build('a.ts', { options: { ...options, assetNames: 'assets/[name]' } });
  expect(load(nested).handler()).toBe('<p>');
});

test('external files are left to the runtime, and nothing is installed for them', () => {
  const sandbox = new Sandbox({
    'a.ts':
      "import sharp from 'sharp';\nimport layer from 'layer/part';\nexport const handler = () => [sharp, layer];\n",
  });
  const { directory } = sandbox.build('a.ts', { options: { external: ['sharp', 'layer'] } });
  expect(existsSync(path.join(directory, 'node_modules'))).toBe(false);
  expect(readFileSync(path.join(directory, 'index.js'), 'utf8')).toContain('require("layer/part")');
});
