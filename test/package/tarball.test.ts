import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { emptyFolder, run, tarball, write } from './consumer';

const ROOT = path.resolve(__dirname, '../..');
const bin = (name: string) => path.join(ROOT, 'node_modules/.bin', name);

describe('the package', () => {
  let modules: string;
  let folder: string;

  // Without any of its peers and dependencies.
  beforeAll(() => {
    folder = emptyFolder('alone');
    modules = path.join(folder, 'node_modules');
    const target = path.join(modules, 'tradewind');
    mkdirSync(target, { recursive: true });
    run(folder, 'tar', ['-xzf', tarball(), '-C', target, '--strip-components', '1']);
  });

  test('has no fault that publint knows', () => {
    run(ROOT, bin('publint'), ['--strict', path.join(modules, 'tradewind')]);
  });

  // Node 10 reads no `exports`, and is long gone.
  test('has declarations that every module resolution finds', () => {
    run(ROOT, bin('attw'), [tarball(), '--profile', 'node16']);
  });

  test('holds compiled code, its declarations and its papers, nothing else', () => {
    const files = run(folder, 'tar', ['-tzf', tarball()]).trim().split('\n');
    const odd = files.filter((file) => !/^package\/dist\/.*\.(js|d\.ts)$/.test(file));
    expect(odd.sort()).toEqual([
      'package/CHANGELOG.md',
      'package/LICENSE',
      'package/README.md',
      'package/dist/esm/package.json',
      'package/package.json',
    ]);
  });

  // What an entry point may load besides its own files and Node's.
  const boundaries: readonly (readonly [entry: string, packages: readonly string[]])[] = [
    ['tradewind', []],
    ['tradewind/runtime', []],
    ['tradewind/testing', ['aws4fetch']],
  ];

  test.each(boundaries)('%s loads without the provider libraries', (entry, packages) => {
    expect(load(`require(${JSON.stringify(entry)})`, packages)).toEqual([]);
  });

  test('tradewind/runtime loads as an ES module and uses nothing of Node', () => {
    write(folder, {
      'runtime.mjs': "import * as runtime from 'tradewind/runtime';\nconsole.log(Object.keys(runtime).length);\n",
    });
    expect(run(folder, 'node', ['runtime.mjs']).trim()).toMatch(/^\d+$/);
    expect(load("require('tradewind/runtime')", [], "name.startsWith('node:')")).toEqual([]);
  });

  test('tradewind/aws asks for aws-cdk-lib, so that the test above can fail', () => {
    expect(load("require('tradewind/aws')", [])).toEqual([expect.stringMatching(/^(aws-cdk-lib|constructs)/)]);
  });

  test('what is bundled with functions imports nothing of synthesis', () => {
    const adapters = ['http', 'http-stream', 'schedule', 'object', 'image-worker', 'image-upload', 'native'];
    for (const adapter of adapters) {
      const file = path.join(modules, 'tradewind/dist/aws/adapter', `${adapter}.js`);
      expect([adapter, load(`require(${JSON.stringify(file)})`, ['aws4fetch', 'sharp'])]).toEqual([adapter, []]);
    }
  });

  /** Loads something with every package refused but those named, and returns what it asked for besides. */
  function load(statement: string, allowed: readonly string[], forbidden = 'false'): string[] {
    const script = `
      const Module = require('node:module');
      const resolve = Module._resolveFilename;
      const allowed = ${JSON.stringify(allowed)};
      const own = (name) => name.startsWith('.') || name.startsWith('/') || name.startsWith('tradewind');
      const stub = require.resolve(${JSON.stringify(path.join(folder, 'stub.js'))});
      Module._resolveFilename = function (name, ...rest) {
        if (name === stub || own(name)) return resolve.call(this, name, ...rest);
        if (${forbidden}) { process.stdout.write(name); process.exit(1); }
        if (Module.isBuiltin(name)) return resolve.call(this, name, ...rest);
        if (allowed.some((known) => name === known || name.startsWith(known + '/'))) return stub;
        process.stdout.write(name);
        process.exit(1);
      };
      ${statement};
    `;
    write(folder, { 'stub.js': 'module.exports = class {};\n' });
    const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
    if (status !== 0 && stdout === '') throw new Error(stderr);
    return stdout === '' ? [] : [stdout];
  }
});
