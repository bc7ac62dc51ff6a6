import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { compileBundler } from './compiled-library';
import { call } from './processes';
import { App, load, messageOf, removeSandboxes, Sandbox } from './sandbox';

afterAll(removeSandboxes);

const handler = (value: string) => `export const handler = () => '${value}';\n`;

test('nothing is built when bundles are registered', () => {
  const sandbox = new Sandbox({ 'src/a.ts': handler('a') });
  const app = sandbox.app(['src/a.ts']);
  expect(app.bundles.runs).toBe(0);
  expect(existsSync(sandbox.path('node_modules'))).toBe(false);
});

test('one run for all entries with equal options, however many and however written', () => {
  const names = Array.from({ length: 12 }, (_, index) => `src/f${index}.ts`);
  const sandbox = new Sandbox(Object.fromEntries(names.map((name) => [name, handler(name)])));
  const app = new App(
    names.map((name, index) =>
      sandbox.request(name, {
        options: { define: index % 2 ? { A: '1', B: '2' } : { B: '2', A: '1' } },
        native: { os: 'linux', cpu: index % 2 ? 'x64' : 'arm64', libc: 'glibc' },
      }),
    ),
  );
  expect(load(app.bundle(3).output()).handler()).toBe('src/f3.ts');
  expect(load(app.bundle(11).output()).handler()).toBe('src/f11.ts');
  expect(app.bundles.runs).toBe(1);
});

describe('sixty entries', () => {
  const names = Array.from({ length: 60 }, (_, index) => `src/f${index}.ts`);
  const shared = (text: string) => ({ 'src/shared.ts': text });
  const sandbox = new Sandbox(
    Object.fromEntries(
      names.map((name) => [name, `import { text } from './shared';\nexport const handler = () => text + '${name}';\n`]),
    ),
  );

  test('are built in one run, and as ES modules in slices of 20, so that memory does not grow with the app', () => {
    sandbox.write(shared("export const text = 'is ';\n"));
    const app = sandbox.app(names);
    expect([0, 30, 59].map((index) => load(app.bundle(index).output()).handler())).toEqual([
      'is src/f0.ts',
      'is src/f30.ts',
      'is src/f59.ts',
    ]);
    expect(app.bundles.runs).toBe(1);
    const modules = sandbox.app(names, { format: 'esm' });
    expect(call(modules.bundle(59).output())).toBe('is src/f59.ts');
    expect(modules.bundles.runs).toBe(3);
    expect([sandbox.runs(names), sandbox.runs(names, { format: 'esm' })]).toEqual([0, 0]);
  });

  test('report a mistake in a file that they share once', () => {
    sandbox.write(shared('export const text = ;\n'));
    const message = messageOf(() => sandbox.app(names).bundle(0).output());
    expect(message.match(/BUNDLE_FAILED/g)).toHaveLength(1);
    expect(message).toContain('App/src/f59.ts');
  });
});

test('one run for each distinct set of options, and for each project', () => {
  const [one, two] = [
    new Sandbox({ 'a.ts': handler('a'), 'b.ts': handler('b') }),
    new Sandbox({ 'a.ts': handler('c') }),
  ];
  const app = new App([
    one.request('a.ts'),
    one.request('b.ts', { options: { minify: false } }),
    one.request('a.ts', { target: 'node22' }),
    two.request('a.ts'),
  ]);
  expect(load(app.bundle(3).output()).handler()).toBe('c');
  expect(load(app.bundle(1).output()).handler()).toBe('b');
  expect(app.bundles.runs).toBe(4);
});

test('equal requests share a bundle, and others do not', () => {
  const sandbox = new Sandbox({ 'a.ts': `${handler('a')}export const other = () => 'other';\n` });
  const app = new App([
    sandbox.request('a.ts', { path: 'One' }),
    sandbox.request('a.ts', { path: 'Two' }),
    sandbox.request('a.ts', { path: 'Three', handler: 'other' }),
  ]);
  expect(app.bundle(1).output()).toBe(app.bundle(0).output());
  expect(app.bundle(2).output().hash).not.toBe(app.bundle(0).output().hash);
  expect(load(app.bundle(2).output()).handler()).toBe('other');
});

test('entries that are registered later are built later, alone', () => {
  const sandbox = new Sandbox({ 'a.ts': handler('a'), 'b.ts': handler('b') });
  const app = sandbox.app(['a.ts']);
  const first = app.bundle(0).output();
  const second = app.bundles.register(sandbox.request('b.ts'));
  expect(load(second.output()).handler()).toBe('b');
  expect(app.bundle(0).output()).toBe(first);
  expect(app.bundles.runs).toBe(2);
});

describe('esbuild as it is seen from outside', () => {
  const sandbox = new Sandbox({ 'a.ts': handler('a'), 'b.ts': handler('b'), 'c.ts': handler('c') });
  const [counter, log] = [sandbox.path('..', 'counter.js'), sandbox.path('..', 'log')];

  beforeAll(() => {
    const real = JSON.stringify(require.resolve('esbuild/bin/esbuild'));
    writeFileSync(
      counter,
      `#!${process.execPath}
      require('node:fs').appendFileSync(${JSON.stringify(log)}, 'x');
      process.exit(require('node:child_process').spawnSync(${real}, process.argv.slice(2), { stdio: 'inherit' }).status);`,
    );
    chmodSync(counter, 0o755);
  });

  /** Synthesizes in a process of its own, in which every run of esbuild is a process too. */
  function starts(library: string): number {
    writeFileSync(log, '');
    const requests = ['a.ts', 'b.ts', 'c.ts'].map((entry) => sandbox.request(entry));
    const script = `const bundles = require(${JSON.stringify(library)}).Bundles.of({});
      const all = ${JSON.stringify(requests)}.map((request) => bundles.register(request));
      for (const bundle of all) bundle.output();`;
    const child = spawnSync(process.execPath, ['-e', script], {
      encoding: 'utf8',
      env: { ...process.env, ESBUILD_BINARY_PATH: counter, ESBUILD_WORKER_THREADS: '0' },
    });
    expect(child.stderr).toBe('');
    return readFileSync(log, 'utf8').length;
  }

  test('it is started once for an app, and not at all when nothing has changed', () => {
    const library = compileBundler(sandbox.path('..', 'library'));
    expect(starts(library)).toBe(1);
    expect(starts(library)).toBe(0);
    sandbox.write({ 'b.ts': handler('changed') });
    expect(starts(library)).toBe(1);
  });
});
