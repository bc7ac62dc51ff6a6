import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { ProviderName } from '../../lib/runtime/types';
import { emptyFolder, run, tarball, write } from './consumer';

const ROOT = path.resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, object>>;
  readonly dependencies: Readonly<Record<string, string>>;
};
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

  test('passes publint', () => {
    run(ROOT, bin('publint'), ['--strict', path.join(modules, 'tradewind')]);
  });

  // Node 10 reads no `exports`, and is no longer supported.
  test('has declarations that every module resolution finds', () => {
    run(ROOT, bin('attw'), [tarball(), '--profile', 'node16']);
  });

  test('contains only compiled code, declarations and documents', () => {
    const files = run(folder, 'tar', ['-tzf', tarball()]).trim().split('\n');
    const odd = files.filter((file) => !/^package\/dist\/.*\.(js|d\.ts)$/.test(file));
    expect(odd.sort()).toEqual([
      'package/CHANGELOG.md',
      'package/LICENSE',
      'package/README.md',
      // The command, which a clone runs from its source.
      'package/bin/tradewind.js',
      'package/dist/esm/package.json',
      // Lock files that the builds of Google Cloud install.
      'package/dist/google/function/framework-lock.json',
      'package/package.json',
    ]);
  });

  // Modules that an entry point may load in addition to its own files, Node's and its installed dependencies.
  const boundaries: Readonly<Record<string, readonly string[]>> &
    Readonly<Record<`./${ProviderName}`, readonly string[]>> = {
    '.': [],
    './runtime': [],
    './testing': [],
    './aws': ['aws-cdk-lib', 'constructs'],
    './google': ['@cdktf/provider-google', 'cdktf', 'cdktn', 'constructs'],
    './azure': ['@cdktn/provider-azurerm', 'cdktn', 'constructs'],
    './cloudflare': ['@cdktf/provider-cloudflare', 'cdktf', 'cdktn', 'constructs'],
    './vercel': ['constructs'],
    './netlify': ['constructs'],
  };
  const entries = Object.keys(manifest.exports).filter((entry) => entry !== './package.json');

  test.each(entries)('tradewind: %s loads with its own packages, without those of other providers', (entry) => {
    const allowed = boundaries[entry];
    expect([entry, allowed]).toEqual([entry, expect.any(Array)]);
    const name = path.posix.join('tradewind', entry);
    expect(load(`require(${JSON.stringify(name)})`, [...allowed!, ...Object.keys(manifest.dependencies)])).toEqual([]);
  });

  // The folder of this test has none of them.
  test.each(entries.filter((entry) => boundaries[entry]!.length > 0))(
    'tradewind: %s names every missing package, and the command of the docs that installs them',
    (entry) => {
      const name = path.posix.join('tradewind', entry);
      const { stderr, status } = spawnSync(process.execPath, ['-e', `require('${name}')`], {
        cwd: folder,
        encoding: 'utf8',
      });
      const [, packages, commands] =
        /^ValidationError: \[tradewind:PACKAGE_MISSING\] (?:\S+): packages=(\[.*\]) are not installed, and .* Fix: run (.*)\.$/m.exec(
          stderr,
        ) ?? [];
      expect([status, stderr]).toEqual([1, expect.stringContaining(`] ${name}: `)]);
      expect((JSON.parse(packages!) as string[]).sort()).toEqual(boundaries[entry]);
      const page = readFileSync(path.join(ROOT, 'docs/install.md'), 'utf8').replaceAll(
        'npm install tradewind',
        'npm install',
      );
      const lines = page.split('\n').map((line) => line.replace(/ +#.*$/, ''));
      for (const [, command] of commands!.matchAll(/`([^`]+)`/g)) expect(lines).toContain(command);
    },
  );

  test('tradewind/runtime loads as an ES module and uses nothing of Node', () => {
    write(folder, {
      'runtime.mjs': "import * as runtime from 'tradewind/runtime';\nconsole.log(Object.keys(runtime).length);\n",
    });
    expect(run(folder, 'node', ['runtime.mjs']).trim()).toMatch(/^\d+$/);
    expect(load("require('tradewind/runtime')", [], "name.startsWith('node:')")).toEqual([]);
  });

  test('tradewind/aws requires aws-cdk-lib, so that the test above can fail', () => {
    expect(load("require('tradewind/aws')", [])).toEqual([expect.stringMatching(/^(aws-cdk-lib|constructs)/)]);
  });

  test('code that is bundled with functions imports nothing of synthesis', () => {
    const adapters = [
      'http',
      'http-jwt',
      'http-stream',
      'schedule',
      'object',
      'image-worker',
      'image-upload',
      'native',
    ];
    for (const adapter of adapters) {
      const file = path.join(modules, 'tradewind/dist/aws/adapter', `${adapter}.js`);
      expect([adapter, load(`require(${JSON.stringify(file)})`, ['aws4fetch', 'sharp'])]).toEqual([adapter, []]);
    }
  });

  /** Loads a module with every package blocked except those named, and returns the other packages that it requested. */
  function load(statement: string, allowed: readonly string[], forbidden = 'false'): string[] {
    const script = `
      const Module = require('node:module');
      const resolve = Module._resolveFilename;
      const allowed = ${JSON.stringify(allowed)};
      const own = (name) => name.startsWith('.') || name.startsWith('/') || name.startsWith('tradewind');
      Module._resolveFilename = function (name, parent, ...rest) {
        // What other packages load is theirs.
        const foreign = parent?.filename?.startsWith(${JSON.stringify(realpathSync(path.join(ROOT, 'node_modules')))});
        if (own(name) || foreign) return resolve.call(this, name, parent, ...rest);
        if (${forbidden}) { process.stdout.write(name); process.exit(1); }
        if (Module.isBuiltin(name)) return resolve.call(this, name, parent, ...rest);
        if (allowed.some((known) => name === known || name.startsWith(known + '/')))
          return resolve.call(this, name, parent, false, { paths: [${JSON.stringify(ROOT)}] });
        process.stdout.write(name);
        process.exit(1);
      };
      ${statement};
    `;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
    if (status !== 0 && stdout === '') throw new Error(stderr);
    return stdout === '' ? [] : [stdout];
  }
});
