import type { BundlingOptions } from '../../lib/bundler';
import { BundleError, ValidationError } from '../../lib/errors';
import { App, type Files, load, messageOf, removeSandboxes, Sandbox } from './sandbox';

afterAll(removeSandboxes);

const sound = 'export const handler = () => 1;\n';

function errorOf(run: () => unknown): BundleError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(BundleError);
    return error as BundleError;
  }
  throw new Error('nothing was thrown');
}

describe('at registration', () => {
  const sandbox = new Sandbox({ 'a.ts': sound });

  test.each(['missing.ts', '.'])('an entry that is no file: %s', (entry) => {
    const error = errorOf(() => new App([sandbox.request(entry)]));
    expect(error.code).toBe('ENTRY_MISSING');
    expect(error.message).toMatch(/^\[tradewind:ENTRY_MISSING\] App\/.+: entry=".+" is not a file; tried .+ Fix: /);
  });

  test('a format that Node.js does not load', () => {
    const message = messageOf(() => sandbox.app(['a.ts'], { format: 'iife' } as BundlingOptions));
    expect(message).toMatch(
      /^\[tradewind:BUNDLING_FORMAT\] App\/a\.ts: bundling\.format="iife" .+ Fix: use 'cjs' or 'esm'\.$/,
    );
  });

  test.each<[string, object]>([
    ['plugins', { plugins: [] }],
    ['outdir', { outdir: 'dist' }],
    ['platform', { platform: 'browser' }],
    ['write', { write: false }],
    ['mangleProps', { mangleProps: /_$/ }],
  ])('the option %s, which is not the user’s', (name, options) => {
    const message = messageOf(() => sandbox.app(['a.ts'], options as BundlingOptions));
    expect(message).toMatch(
      new RegExp(`^\\[tradewind:BUNDLING_OWNED\\] App/a\\.ts: bundling\\.${name} .+\\. Fix: .+\\.$`),
    );
  });

  test('several mistakes at once', () => {
    const options = {
      stdin: {},
      format: 'iife',
      nativeModules: 'sharp',
      maxBundleSize: -1,
    } as unknown as BundlingOptions;
    const run = () => sandbox.app(['a.ts'], options);
    expect(run).toThrow(ValidationError);
    for (const prop of ['stdin', 'format="iife"', 'nativeModules="sharp"', 'maxBundleSize=-1']) {
      expect(messageOf(run)).toContain(`bundling.${prop}`);
    }
  });

  test.each([['../x'], ['sharp@1'], ['']])('a native module that is no package name: %p', (name) => {
    expect(messageOf(() => sandbox.app(['a.ts'], { nativeModules: [name] }))).toContain('BUNDLING_NATIVE');
  });

  test('a refused request is not built with the others', () => {
    const app = sandbox.app(['a.ts']);
    expect(() => app.bundles.register(sandbox.request('missing.ts'))).toThrow();
    expect(() => app.bundle(0).output()).not.toThrow();
  });
});

describe('a broken file', () => {
  const files: Files = {
    'src/a.ts': "import './shared';\nexport const handler = () => 1;\n",
    'src/b.ts': "import './between';\nexport const handler = () => 2;\n",
    'src/between.ts': "import './shared';\n",
    'src/c.ts': sound,
    'src/shared.ts': 'const ok = 1;\n\tconst é = [1, ;\n',
  };

  test('is reported once, with its location, its line and every construct that uses it', () => {
    const sandbox = new Sandbox(files);
    const app = new App([
      sandbox.request('src/a.ts', { path: 'App/One' }),
      sandbox.request('src/a.ts', { path: 'App/Same' }),
      sandbox.request('src/b.ts', { path: 'App/Two' }),
      sandbox.request('src/c.ts', { path: 'App/Sound' }),
    ]);
    const { code, path, message } = errorOf(() => app.bundle(3).output());
    expect([code, path]).toEqual(['BUNDLE_FAILED', 'App/One']);
    const [first, line, mark, ...rest] = message.split('\n');
    expect(first).toMatch(
      /^\[tradewind:BUNDLE_FAILED\] App\/One, App\/Same, App\/Two: entry=".+a\.ts", ".+b\.ts" does not build: src\/shared\.ts:2:16: Unexpected ";"\. Fix: correct this line\.$/,
    );
    expect(line).toBe('    2 │ \tconst é = [1, ;');
    expect(mark).toBe('      ╵ \t              ^');
    expect(rest).toEqual([]);
  });

  test('a package that an installed one requires is reported once, with its users', () => {
    const sandbox = new Sandbox({
      'node_modules/kit/queue.js': "import { send } from '@scope/sdk';\nimport './letters';\nexport const go = send;\n",
      'node_modules/kit/letters.js': "import { keep } from '@scope/sdk/deep';\nkeep();\n",
      'node_modules/kit/store.js': "import { put } from 'blobs';\nexport const go = put;\n",
      'src/a.ts': "import { go } from 'kit/queue.js';\nexport const handler = () => go;\n",
      'src/b.ts': "import { go } from 'kit/store.js';\nexport const handler = () => go;\n",
      'src/c.ts': sound,
    });
    const names = ['src/a.ts', 'src/b.ts', 'src/c.ts'];
    const message = messageOf(() => new App(names.map((name) => sandbox.request(name))).bundle(2).output());
    const told = message.split('\n').map((line) => line.replace(/"\S*\/src/g, '"src'));
    const unless = 'or set bundling: { external: [...] } for what the runtime has.';
    const needs = (entry: string, name: string) =>
      `[tradewind:BUNDLE_FAILED] App/${entry}: entry="${entry}" needs the package ${name}, which is not installed: kit imports it. Fix: install it, ${unless}`;
    expect(told).toEqual([
      needs('src/a.ts', '@scope/sdk'),
      needs('src/b.ts', 'blobs'),
      '    npm install @scope/sdk blobs',
    ]);
  });

  test('six packages that one installation mends are one line, and so is the command', () => {
    const names = ['one', 'two', 'three', 'four', '@scope/five', 'six'];
    const sandbox = new Sandbox({
      'pnpm-lock.yaml': '',
      'node_modules/kit/index.js': names.map((name) => `import '${name}/part';`).join('\n'),
      'src/a.ts': `import 'kit';\nimport 'seven';\n${sound}`,
    });
    const lines = messageOf(() => sandbox.build('src/a.ts')).split('\n');
    expect(lines[0]).toContain(
      'needs the packages @scope/five, four, one, six, three, two, which are not installed: kit imports them',
    );
    expect(lines[1]).toMatch(/Could not resolve "seven"\. Fix: install seven, or set bundling/);
    expect(lines.at(-1)).toBe('    pnpm add @scope/five four one seven six three two');
    expect(lines.filter((line) => line.startsWith('[tradewind:'))).toHaveLength(2);
  });

  test.each([
    ['./generated/prisma/client', 'run npx prisma generate'],
    ['../prisma', 'run npx prisma generate'],
    ['./__generated__/types', 'run the generator that writes that file'],
    ['./prism', 'correct the path, or add the file'],
  ])('the code that a generator writes: %s', (name, fix) => {
    const sandbox = new Sandbox({ 'src/a.ts': `import '${name}';\n${sound}` });
    expect(messageOf(() => sandbox.build('src/a.ts'))).toContain(`Could not resolve "${name}". Fix: ${fix}`);
  });

  test('the client of Prisma that is installed and not generated', () => {
    const sandbox = new Sandbox({
      'node_modules/@prisma/client/index.js': "module.exports = { ...require('.prisma/client/default') };\n",
      'src/a.ts': `import '@prisma/client';\n${sound}`,
    });
    expect(messageOf(() => sandbox.build('src/a.ts'))).toMatch(
      /Could not resolve "\.prisma\/client\/default"\. Fix: run npx prisma generate, which writes that file\.\n/,
    );
  });

  test('all mistakes come at once', () => {
    const sandbox = new Sandbox({
      'a.ts': 'export const handler = ;\n',
      'b.ts': 'const = 1;\n',
      'c.ts': 'export const other = 1;\n',
    });
    const message = messageOf(() => sandbox.app(['a.ts', 'b.ts']).bundle(0).output());
    expect(message).toContain('App/a.ts: entry=');
    expect(message).toContain('App/b.ts: entry=');
    const app = new App([sandbox.request('a.ts'), sandbox.request('c.ts', { options: { minify: false } })]);
    expect(messageOf(() => app.bundle(1).output())).toMatch(
      /App\/a\.ts.*BUNDLE_FAILED|BUNDLE_FAILED.*HANDLER_MISSING/s,
    );
  });

  test.each<[string, Files, RegExp]>([
    [
      'a package that is not installed',
      { 'a.ts': `import '@scope/absent/part';\n${sound}` },
      /Could not resolve "@scope\/absent\/part"\. Fix: install @scope\/absent, or set bundling: \{ external: \['@scope\/absent'\] \} .*\n {4}npm install @scope\/absent$/s,
    ],
    [
      'a file that is not there',
      { 'a.ts': `import './absent';\n${sound}` },
      /a\.ts:1:8: Could not resolve "\.\/absent"\. Fix: correct the path/,
    ],
    [
      'an import that is not exported',
      { 'a.ts': `import { no } from './b';\nexport const handler = () => no;\n`, 'b.ts': 'export const yes = 1;\n' },
      /a\.ts:1:10: No matching export in "b\.ts" for import "no"/,
    ],
    [
      'a file without a loader',
      { 'a.ts': `import './x.odd';\n${sound}`, 'x.odd': '' },
      /Fix: set its loader: bundling: \{ loader: \{ '\.odd': 'copy' \} \}/,
    ],
    [
      'native code',
      {
        'a.ts': `import 'canvas';\n${sound}`,
        'node_modules/canvas/index.js': "require('./build/canvas.node');\n",
        'node_modules/canvas/build/canvas.node': '',
      },
      /Fix: set bundling: \{ nativeModules: \['canvas'\] \}/,
    ],
    [
      'an address',
      { 'a.ts': "import x from 'https://example.com/x.js';\nexport const handler = () => x;\n" },
      /BUNDLE_EXTERNAL\].*a\.ts imports "https:\/\/example\.com\/x\.js"/,
    ],
  ])('%s', (_name, content, expected) => {
    expect(messageOf(() => new Sandbox(content).build('a.ts'))).toMatch(expected);
  });

  test('an option that esbuild does not know', () => {
    const sandbox = new Sandbox({ 'a.ts': sound });
    expect(messageOf(() => sandbox.build('a.ts', { options: { minfy: true } as BundlingOptions }))).toMatch(
      /^\[tradewind:BUNDLE_FAILED\] App\/a\.ts: .*Invalid option.*"minfy".*Fix: correct the prop `bundling`\.$/,
    );
  });

  test('an optional package can be absent', () => {
    const sandbox = new Sandbox({
      'a.ts':
        "let found = true;\ntry { require('absent'); } catch { found = false; }\nexport const handler = () => found;\n",
    });
    expect(load(sandbox.build('a.ts')).handler()).toBe(false);
  });

  test('it fails in the same way each time, and succeeds once it is corrected', () => {
    const sandbox = new Sandbox({ 'a.ts': 'export const handler = ;\n' });
    const app = sandbox.app(['a.ts']);
    const first = messageOf(() => app.bundle(0).output());
    expect(messageOf(() => app.bundle(0).output())).toBe(first);
    sandbox.write({ 'a.ts': sound });
    expect(load(sandbox.build('a.ts')).handler()).toBe(1);
  });
});

describe('an entry must export the used name', () => {
  test.each<[string, Files]>([
    ['a handler', { 'a.ts': "export const handler = 'ok';\n" }],
    ['a default', { 'a.ts': "export default 'ok';\n" }],
    ['both: the handler', { 'a.ts': "export const handler = 'ok';\nexport default 'no';\n" }],
    ['a re-export', { 'a.ts': "export { handler } from './b';\n", 'b.ts': "export const handler = 'ok';\n" }],
    [
      'export *',
      { 'a.ts': "export * from './b';\n", 'b.ts': "export * from './c';\n", 'c.ts': "export const handler = 'ok';\n" },
    ],
    ['export * of CommonJS', { 'a.ts': "export * from './b.cjs';\n", 'b.cjs': "exports.handler = 'ok';\n" }],
    ['CommonJS', { 'a.ts': '', 'a.js': "exports.handler = 'ok';\n" }],
    ['CommonJS, as a whole', { 'a.js': "module.exports = 'ok';\n" }],
    [
      'compiled CommonJS',
      { 'a.js': "Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = 'ok';\n" },
    ],
    [
      'CommonJS in a project of ES modules',
      { 'package.json': '{ "type": "module" }', 'a.cjs': "module.exports = { handler: 'ok' };\n" },
    ],
    ['JSX', { 'a.tsx': "export const handler = 'ok' as string;\n" }],
  ])('%s is found', (_name, files) => {
    const sandbox = new Sandbox(files);
    const entry = ['a.js', 'a.cjs', 'a.tsx', 'a.ts'].find((name) => name in files)!;
    const output = sandbox.build(entry);
    expect(load(output).handler).toBe('ok');
    expect(output.warnings).toEqual([]);
  });

  test.each<[string, Files, string | undefined]>([
    ['nothing', { 'a.ts': 'export const other = 1;\n' }, undefined],
    ['no module', { 'a.ts': 'const handler: number = 1;\nconsole.log(handler);\nexport {};\n' }, undefined],
    ['only a type', { 'a.ts': 'export type handler = string;\n' }, undefined],
    ['export * of nothing', { 'a.ts': "export * from './b';\n", 'b.ts': 'export const other = 1;\n' }, undefined],
    ['a default behind export *', { 'a.ts': "export * from './b';\n", 'b.ts': 'export default 1;\n' }, undefined],
    ['another name', { 'a.ts': sound }, 'other'],
  ])('%s is refused', (_name, files, handler) => {
    const message = messageOf(() => new Sandbox(files).build('a.ts', { handler }));
    expect(message).toMatch(/^\[tradewind:HANDLER_MISSING\] App\/a\.ts: entry=".+a\.ts" has n.+\. Fix: export .+\.$/);
    if (handler) expect(message).toContain('no export `other`');
  });

  test('finds a name that is not an identifier', () => {
    const sandbox = new Sandbox({ 'a.ts': "const value = 'ok';\nexport { value as 'a-b' };\n" });
    expect(load(sandbox.build('a.ts', { handler: 'a-b' })).handler).toBe('ok');
  });

  test('constructs for other processors are reported too', () => {
    const sandbox = new Sandbox({ 'a.ts': 'export const other = 1;\n' });
    const app = new App([
      sandbox.request('a.ts', { path: 'Arm' }),
      sandbox.request('a.ts', { path: 'Intel', native: { os: 'linux', cpu: 'x64', libc: 'glibc' } }),
    ]);
    expect(messageOf(() => app.bundle(0).output())).toMatch(/\] Arm, Intel: /);
  });
});

describe('warnings', () => {
  const sandbox = new Sandbox({
    'a.ts': "export const handler = (x: string) => x === -0 || typeof x === 'nul';\n",
    'b.ts': sound,
  });

  test('are given to the bundles that they concern, from the cache too', () => {
    for (const runs of [1, 0]) {
      const app = sandbox.app(['a.ts', 'b.ts']);
      expect(app.bundle(0).output().warnings).toEqual(
        expect.arrayContaining([expect.stringMatching(/^a\.ts:1:\d+: .+/)]),
      );
      expect(app.bundle(1).output().warnings).toEqual([]);
      expect(app.bundles.runs).toBe(runs);
    }
  });
});

describe('a size budget', () => {
  const sandbox = new Sandbox({
    'a.ts': "import { large } from './large';\nexport const handler = () => large;\n",
    'large.ts': `export const large = '${'x'.repeat(5_000)}';\n`,
  });

  test('refuses a larger bundle, names its largest inputs, and does so again without a build', () => {
    const options = { maxBundleSize: 4_000 };
    for (const runs of [1, 0]) {
      const app = sandbox.app(['a.ts'], options);
      expect(messageOf(() => app.bundle(0).output())).toMatch(
        /^\[tradewind:BUNDLE_SIZE\] App\/a\.ts: entry=".+" is bundled to \d{4} bytes, more than maxBundleSize=4000\. Largest parts: large\.ts \(50\d\d\), .+ Fix: import less/,
      );
      expect(app.bundles.runs).toBe(runs);
    }
  });

  test('leaves others alone; the map does not count', () => {
    const { bytes } = sandbox.build('a.ts');
    expect(sandbox.build('a.ts', { options: { maxBundleSize: bytes } }).bytes).toBe(bytes);
    expect(() => sandbox.build('a.ts', { options: { maxBundleSize: bytes - 1 } })).toThrow(BundleError);
  });
});
