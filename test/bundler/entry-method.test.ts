import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { shapeOf } from '../../lib/bundler/entry-shape';
import { METHODS } from '../../lib/bundler/method-check';
import { messageOf, removeSandboxes, Sandbox } from './sandbox';

jest.setTimeout(60_000);
afterAll(removeSandboxes);

const ADAPTER = 'export const adapt = (entry: unknown) => entry;\nexport const queueIdempotent = adapt;\n';

function build(files: Record<string, string>, adapter = 'schedule', exported = 'adapt'): string | undefined {
  const sandbox = new Sandbox({ ...files, [`${adapter}.ts`]: ADAPTER });
  const more = { adapter: { file: sandbox.path(adapter), export: exported } };
  const name = Object.keys(files)[0] ?? '';
  try {
    sandbox.build(name, more);
    return undefined;
  } catch {
    return messageOf(() => sandbox.build(name, more));
  }
}

describe('an entry that has no handler for its trigger is refused', () => {
  const other = 'fetch() { return new Response(`\n  scheduled() {}\n`); }';
  test.each([
    ['an object', `export default { ${other} };`],
    ['an object behind comments and strings', `export default { /* scheduled() {} */ ${other}, a: 'scheduled' };`],
    ['satisfies', `export default { ${other} } satisfies object;`],
    ['as', `export default { ${other} } as object;`],
    ['a constant', `const app: object = { ${other} };\nexport default app;`],
    ['a renamed constant', `const app = { ${other} };\nexport { app as default };`],
    ['a constant named handler', `export const handler = { ${other} };\nexport default { scheduled() {} };`],
    ['an empty object', 'export default {};'],
  ])('%s', (_what, source) => {
    const message = build({ 'a.ts': source });
    expect(message).toMatch(
      /^\[tradewind:HANDLER_METHOD\] App\/a\.ts: entry=".+a\.ts" exports an.+object.+`scheduled`.+\. Fix: .+ in a\.ts\.$/,
    );
  });
  test.each([
    ['a class', 'export default class { scheduled() {} }'],
    ['a named class', 'export default class Job { scheduled() {} }'],
    ['a class that is bound to a name', 'class Job { scheduled() {} }\nexport { Job as handler };'],
  ])('%s', (_what, source) => {
    expect(build({ 'a.ts': source })).toMatch(/HANDLER_METHOD.+exports a class.+`scheduled`.+Fix: export an instance/);
  });
  test('a function where idempotency needs a portable handler', () => {
    expect(build({ 'a.ts': 'export default function () {}' }, 'queue', 'queueIdempotent')).toMatch(
      /HANDLER_METHOD.+exports a function.+idempotency.+Fix: export default \{ queue/,
    );
    expect(build({ 'a.ts': 'export default function () {}' }, 'queue')).toBeUndefined();
  });
});

describe('an entry that may have the method is built', () => {
  test.each([
    ['a method', 'export default { async scheduled() {} };'],
    ['a property in quotes', "export default { 'scheduled': () => 1 };"],
    ['a getter', 'export default { get scheduled() { return () => 1; } };'],
    ['a spread', 'const a = { scheduled() {} };\nexport default { ...a };'],
    ['a computed name', "const name = 'scheduled';\nexport default { [name]() {} };"],
    ['a prototype', 'const a = { scheduled() {} };\nexport default { __proto__: a };'],
    ['a member that is added later', 'const app: any = {};\napp.scheduled = () => 1;\nexport default app;'],
    ['a call', 'const make = () => ({ scheduled() {} });\nexport default make();'],
    ['an instance', 'class Job { scheduled() {} }\nexport default new Job();'],
    ['a static method', 'export default class { static scheduled() {} }'],
    ['a superclass', 'class A { static scheduled() {} }\nexport default class extends A {}'],
    ['a static block', 'export default class Job { static { (this as any).scheduled = () => 1; } }'],
    ['a function', 'export default async function () {}'],
    ['an arrow function', 'export const handler = async () => 1;'],
    ['CommonJS', 'module.exports = { fetch() {} };', 'a.js'],
  ])('%s', (_what, source, name = 'a.ts') => {
    expect(build({ [name]: source })).toBeUndefined();
  });
  test('a re-export', () => {
    expect(build({ 'a.ts': "export { default } from './b';", 'b.ts': 'export default {};' })).toBeUndefined();
    const star = { 'a.ts': "export * from './b';\nexport default {};", 'b.ts': 'export const handler = () => 1;' };
    expect(build(star)).toBeUndefined();
  });
});

test('each adapter that takes an entry has its method in the table', () => {
  const root = path.join(__dirname, '../../lib');
  const calls = /(?:resolveHandler|guarded|isNative|webFunction|door)\(exported, '(\w+)'/g;
  const found = ['aws', 'google', 'azure', 'cloudflare', 'vercel', 'netlify'].flatMap((provider) =>
    readdirSync(path.join(root, provider, 'adapter')).flatMap((file) => {
      const text = readFileSync(path.join(root, provider, 'adapter', file), 'utf8');
      return [...text.matchAll(calls)].map(([, method]) => ({ adapter: path.parse(file).name, method }));
    }),
  );
  expect(found.length).toBeGreaterThan(25);
  for (const { adapter, method } of found) {
    if (adapter.endsWith('door')) continue;
    expect({ adapter, method: METHODS[adapter] }).toEqual({ adapter, method });
  }
});

test('the shape of a module is found in linear time', () => {
  const time = (count: number) => {
    const source = `export default { ${'a() { return [{ b: `c` }]; }, '.repeat(count)} };`;
    const start = performance.now();
    for (let round = 0; round < 3; round += 1) shapeOf(source);
    return performance.now() - start;
  };
  time(5_000);
  expect(time(40_000)).toBeLessThan(time(10_000) * 12);
});
