import { call } from './processes';
import { App, messageOf, removeSandboxes, Sandbox } from './sandbox';

jest.setTimeout(60_000);
afterAll(removeSandboxes);

const good = 'export const handler = () => 1;\n';
const outputs = (app: App, count: number) => Array.from({ length: count }, (_, index) => app.bundle(index).output());

describe('exports', () => {
  const refusal = (files: Record<string, string>, handler?: string) =>
    messageOf(() => new Sandbox(files).build(Object.keys(files)[0]!, { handler }));

  test('an entry with neither a handler nor a default export', () => {
    const message = refusal({ 'a.ts': 'export const other = 1;\n' });
    expect(message).toMatch(/^\[tradewind:HANDLER_MISSING\] App\/a\.ts: entry.*handler.*default.* Fix: /);
  });
  test('an entry without the requested export', () => {
    expect(refusal({ 'a.ts': good }, 'main')).toMatch(/HANDLER_MISSING.*main/);
  });
  test('an entry that exports nothing', () => {
    expect(refusal({ 'a.ts': 'console.log(1);\n' })).toContain('HANDLER_MISSING');
    expect(refusal({ 'a.ts': '' })).toContain('HANDLER_MISSING');
    expect(refusal({ 'a.mjs': 'export {};\n' })).toContain('HANDLER_MISSING');
  });
  test('export * of a file that has none, and export * of a default', () => {
    expect(refusal({ 'a.ts': "export * from './b';\n", 'b.ts': 'export const x = 1;\n' })).toContain('HANDLER_MISSING');
    expect(refusal({ 'a.ts': "export * from './b';\n", 'b.ts': 'export default 1;\n' })).toContain('HANDLER_MISSING');
  });
  test('a check that the user silenced still runs', () => {
    const sandbox = new Sandbox({ 'a.ts': 'export const other = 1;\n' });
    const options = { logOverride: { 'import-is-undefined': 'silent' as const } };
    expect(messageOf(() => sandbox.build('a.ts', { options }))).toContain('HANDLER_MISSING');
  });
  const found: [string, Record<string, string>, string?][] = [
    ['export *', { 'a.ts': "export * from './b';\n", 'b.ts': good }],
    ['a re-export', { 'a.ts': "export { handler } from './b';\n", 'b.ts': good }],
    [
      'a renamed re-export',
      { 'a.ts': "export { x as main } from './b';\n", 'b.ts': 'export const x = () => 1;\n' },
      'main',
    ],
    ['a default re-export', { 'a.ts': "export { default } from './b';\n", 'b.ts': 'export default () => 1;\n' }],
    ['exports of CommonJS', { 'a.js': 'exports.handler = () => 1;\n' }],
    ['an object in CommonJS', { 'a.cjs': 'module.exports = { handler: () => 1 };\n' }],
    ['a default export of CommonJS', { 'a.js': 'module.exports = () => 1;\n' }],
    ['a named export of CommonJS', { 'a.js': 'exports.main = () => 1;\n' }, 'main'],
    ['export = of TypeScript', { 'a.ts': 'const handler = () => 1;\nexport = { handler };\n' }],
    ['export * of CommonJS', { 'a.ts': "export * from './b.js';\n", 'b.js': 'exports.handler = () => 1;\n' }],
    ['a name that is no identifier', { 'a.ts': "const x = () => 1;\nexport { x as 'my handler' };\n" }, 'my handler'],
  ];
  test.each(found.map(([what, files, handler]) => ({ what, files, handler })))(
    '$what is found',
    ({ files, handler }) => {
      expect(call(new Sandbox(files).build(Object.keys(files)[0]!, { handler }))).toBe(1);
    },
  );
});

describe('errors of the code', () => {
  test('place, line and construct path, once', () => {
    const sandbox = new Sandbox({
      'src/a.ts': 'const ok = 1;\nexport const handler = () => ok +;\n',
      'src/b.ts': good,
    });
    const message = messageOf(() => outputs(sandbox.app(['src/b.ts', 'src/a.ts']), 2));
    expect(message).toMatch(/^\[tradewind:BUNDLE_FAILED\] App\/src\/a\.ts: .*src\/a\.ts:2:34: Unexpected ";"/);
    expect(message).toContain('export const handler = () => ok +;');
    expect(message.match(/Unexpected/g)).toHaveLength(1);
    expect(message).not.toContain('App/src/b.ts');
  });

  test('an error in a shared module names every construct that it concerns, once', () => {
    const sandbox = new Sandbox({
      'src/a.ts': "export { handler } from './shared';\n",
      'src/b.ts': "export { handler } from './deep';\n",
      'src/deep.ts': "export { handler } from './shared';\n",
      'src/c.ts': good,
      'src/shared.ts': 'export const handler = ;\n',
    });
    const app = new App([
      sandbox.request('src/a.ts', { path: 'App/One' }),
      sandbox.request('src/a.ts', { path: 'App/Two' }),
      sandbox.request('src/b.ts', { path: 'App/Three' }),
      sandbox.request('src/c.ts', { path: 'App/Sound' }),
    ]);
    const message = messageOf(() => outputs(app, 4));
    for (const name of ['One', 'Two', 'Three']) expect(message.match(new RegExp(`App/${name}`, 'g'))).toHaveLength(1);
    expect(message).not.toContain('Sound');
    expect(message.match(/src\/shared\.ts:1:24/g)).toHaveLength(1);
  });

  test('errors of different groups and files are reported together', () => {
    const sandbox = new Sandbox({
      'a.ts': 'export const handler = ;\n',
      'b.ts': "export { handler } from 'not-there';\n",
      'c.ts': 'export const other = 1;\n',
    });
    const app = new App([
      sandbox.request('a.ts'),
      sandbox.request('b.ts', { options: { minify: false } }),
      sandbox.request('c.ts', { options: { format: 'esm' } }),
    ]);
    const message = messageOf(() => app.bundle(0).output());
    expect(message).toContain('a.ts:1:24');
    expect(message).toMatch(/App\/b\.ts: .*b\.ts:1:25: Could not resolve "not-there".*npm install not-there/s);
    expect(message).toMatch(/HANDLER_MISSING\] App\/c\.ts/);
  });

  test('tabs and characters of several bytes before the place', () => {
    const sandbox = new Sandbox({ 'a.ts': "\tconst é = '💥'; export const handler = ;\n" });
    const message = messageOf(() => sandbox.build('a.ts'));
    expect(message).toContain('a.ts:1:41');
  });

  test('an entry that fails leaves the others in the cache', () => {
    const sandbox = new Sandbox({ 'a.ts': good, 'b.ts': good.replace('1', '2'), 'c.ts': good.replace('1', '3') });
    outputs(sandbox.app(['a.ts', 'b.ts']), 2);
    sandbox.write({ 'b.ts': 'export const handler = ;\n' });
    expect(() => outputs(sandbox.app(['a.ts', 'b.ts', 'c.ts']), 3)).toThrow('b.ts:1:24');
    expect(sandbox.runs(['a.ts'])).toBe(0);
    sandbox.write({ 'b.ts': good.replace('1', '4') });
    expect(outputs(sandbox.app(['a.ts', 'b.ts', 'c.ts']), 3).map(call)).toEqual([1, 4, 3]);
  });

  test('the same error for each construct that asks', () => {
    const sandbox = new Sandbox({ 'a.ts': 'export const handler = ;\n', 'b.ts': good });
    const app = sandbox.app(['a.ts', 'b.ts']);
    const first = messageOf(() => app.bundle(0).output());
    expect(messageOf(() => app.bundle(0).output())).toBe(first);
    expect(app.bundles.runs).toBeLessThanOrEqual(3);
  });

  test('an entry that is not a file, and one that is a folder', () => {
    const sandbox = new Sandbox({ 'src/a.ts': good });
    for (const entry of ['absent.ts', 'src']) {
      expect(messageOf(() => sandbox.build(entry))).toMatch(/^\[tradewind:ENTRY_MISSING\] App\/.* Fix: /);
    }
  });

  test('a cache that cannot be written to', () => {
    const sandbox = new Sandbox({ 'a.ts': good, 'node_modules/.cache': 'a file where a folder has to be' });
    expect(messageOf(() => sandbox.build('a.ts'))).toMatch(
      /^\[tradewind:BUNDLE_FAILED\] App\/a\.ts: .*\.cache\/tradewind cannot be written to \(E[A-Z]+\)\. Fix: make /,
    );
  });

  test('a file with native code that is not named', () => {
    const sandbox = new Sandbox({
      'a.ts': "import x from 'native';\nexport const handler = () => x;\n",
      'node_modules/native/index.js': "module.exports = require('./build/native.node');\n",
      'node_modules/native/build/native.node': 'x',
    });
    expect(messageOf(() => sandbox.build('a.ts'))).toMatch(/nativeModules: \[ ?'native' ?\]/);
  });
});
