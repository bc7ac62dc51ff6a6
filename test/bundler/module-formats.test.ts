import { readFileSync } from 'node:fs';
import type { BundlingOptions } from '../../lib/bundler';
import { call, codeOf, mainFile } from './processes';
import { type Files, messageOf, removeSandboxes, Sandbox } from './sandbox';

jest.setTimeout(60_000);
afterAll(removeSandboxes);

const result = (files: Files, options: BundlingOptions = {}) => call(new Sandbox(files).build('src/a.ts', { options }));

/** Both formats, and with names as they are written: minified ones cannot clash. */
const formats: readonly BundlingOptions[] = [
  { format: 'cjs' },
  { format: 'esm' },
  { format: 'cjs', minify: false },
  { format: 'esm', minify: false },
  { format: 'esm', minify: false, keepNames: false, target: 'es2020' },
];

describe.each(formats)('%j', (options) => {
  test('import.meta is the location of the bundle', () => {
    const sandbox = new Sandbox({
      'src/a.ts': `import { fileURLToPath } from 'node:url';
        export const handler = () => [fileURLToPath(import.meta.url), fileURLToPath(new URL('.', import.meta.url))];\n`,
    });
    const output = sandbox.build('src/a.ts', { options });
    expect(call(output)).toEqual([mainFile(output), `${output.directory}/`]);
  });

  test('__filename and __dirname too', () => {
    const sandbox = new Sandbox({ 'src/a.ts': 'export const handler = () => [__filename, __dirname];\n' });
    const output = sandbox.build('src/a.ts', { options });
    expect(call(output)).toEqual([mainFile(output), output.directory]);
  });

  test('a CommonJS package may call require, also with what is known at run time only', () => {
    const files = {
      'node_modules/old/package.json': '{ "main": "main.js" }',
      'node_modules/old/main.js': `const path = require('path');
        const name = ['o', 's'].join('');
        exports.all = [path.posix.join('a', 'b'), typeof require(name).cpus, typeof require.resolve, require('./json.json').x,
          typeof module, require.main === module, __filename.length > 0];\n`,
      'node_modules/old/json.json': '{ "x": 1 }',
      'src/a.ts': "import { all } from 'old';\nexport const handler = () => all;\n",
    };
    expect(result(files, options)).toEqual(['a/b', 'function', 'function', 1, 'object', false, true]);
  });

  test('code that makes its own require, __filename and __dirname', () => {
    const files = {
      'src/a.ts': `import { createRequire } from 'node:module';
        import { dirname } from 'node:path';
        import { fileURLToPath } from 'node:url';
        import { other } from './b';
        const require = createRequire(import.meta.url);
        const __filename = fileURLToPath(import.meta.url);
        const __dirname = dirname(__filename);
        export const handler = () => [typeof require('node:os').cpus, __filename.startsWith(__dirname), other];\n`,
      'src/b.ts': `import { createRequire } from 'node:module';
        import { fileURLToPath } from 'node:url';
        const require = createRequire(import.meta.url);
        const __filename = fileURLToPath(import.meta.url);
        export const other = typeof require('node:fs').readFileSync + typeof __filename;\n`,
    };
    expect(result(files, options)).toEqual(['function', true, 'functionstring']);
  });

  test('code that makes its own require only', () => {
    const files = {
      'src/a.ts': `import { createRequire } from 'node:module';
        export const require = createRequire(import.meta.url);
        export const handler = () => typeof require('node:os').cpus;\n`,
    };
    expect(result(files, options)).toBe('function');
  });

  test('names of functions and classes are kept', () => {
    if (options.keepNames === false) return;
    const files = {
      'src/a.ts': 'class Order {}\nfunction place() {}\nexport const handler = () => [Order.name, place.name];\n',
    };
    expect(result(files, options)).toEqual(['Order', 'place']);
  });

  test('a JSON import, a dynamic import and a builtin without its prefix', () => {
    const files = {
      'src/a.ts': `import os from 'os';
        import data from './data.json';
        export const handler = async () => [typeof os.cpus, data.x, (await import('./later')).later, (await import('fs')).existsSync('/')];\n`,
      'src/data.json': '{ "x": 1 }',
      'src/later.ts': 'export const later = 2;\n',
    };
    expect(result(files, options)).toEqual(['function', 1, 2, true]);
  });

  test('the banner and the footer of the user', () => {
    const own = { ...options, banner: { js: 'var before = 1;' }, footer: { js: 'var after = 2;' } };
    const sandbox = new Sandbox({
      'src/a.ts': 'export const handler = () => (globalThis as any).x ?? before;\ndeclare const before: number;\n',
    });
    const output = sandbox.build('src/a.ts', { options: own });
    expect(call(output)).toBe(1);
    expect(codeOf(output)).toContain('var after = 2;');
  });
});

test('top-level await is refused in CommonJS, with its place and the remedy, and works in an ES module', () => {
  const sandbox = new Sandbox({
    'src/a.ts': "import { value } from './b';\nexport const handler = () => value;\n",
    'src/b.ts': 'const first = 1;\nexport const value = await Promise.resolve(first + 1);\n',
  });
  const message = messageOf(() => sandbox.build('src/a.ts'));
  expect(message).toContain('src/b.ts:2:22: Top-level await');
  expect(message).toContain("format: 'esm'");
  expect(call(sandbox.build('src/a.ts', { options: { format: 'esm' } }))).toBe(2);
});

test('an ES module has the extension that makes it one, whatever the package says', () => {
  const sandbox = new Sandbox({
    'package.json': '{ "type": "commonjs" }',
    'src/a.ts': 'export const handler = () => 1;\n',
  });
  expect(mainFile(sandbox.build('src/a.ts', { options: { format: 'esm' } }))).toMatch(/index\.mjs$/);
});

test('the default export of a CommonJS package is what TypeScript takes it for, whatever the type of the project', () => {
  for (const type of ['module', 'commonjs']) {
    const files = {
      'package.json': JSON.stringify({ type }),
      'node_modules/old/package.json': '{}',
      'node_modules/old/index.js': "module.exports = { __esModule: true, default: 'default' };\n",
      'src/a.ts': "import old from 'old';\nexport const handler = () => typeof old;\n",
    };
    expect([type, result(files)]).toEqual([type, type === 'module' ? 'object' : 'string']);
  }
});

test('the map leads from the bundle to the line of the source', () => {
  const sandbox = new Sandbox({
    'src/a.ts': "\n\nexport const handler = () => {\n  return new Error('x').stack;\n};\n",
  });
  const output = sandbox.build('src/a.ts');
  const map = JSON.parse(readFileSync(`${mainFile(output)}.map`, 'utf8'));
  expect(map.sources).toContain('src/a.ts');
  expect(map.sourcesContent).toBeUndefined();
});
