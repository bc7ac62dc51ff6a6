import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { httpApi } from '../../../lib/testing/events';
import { REQUEST_ID } from './lambda-context';

const adapters = path.join(__dirname, '../../../lib/aws/adapter');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tradewind-adapter-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bundles a wrapper as the bundler does, and gives the path of the bundle. */
function bundle(name: string, wrapper: string, options: BuildOptions = {}): string {
  const outfile = path.join(folder, name, options.format === 'esm' ? 'index.mjs' : 'index.js');
  const stdin = { contents: wrapper, resolveDir: folder, loader: 'ts' } as const;
  const settings = { bundle: true, minify: true, platform: 'node', target: 'node24', format: 'cjs' } as const;
  const mainFields = ['module', 'main'];
  buildSync({ ...settings, mainFields, stdin, outfile, logLevel: 'silent', ...options });
  return outfile;
}

function wrapper(adapter: string, name: string): string {
  return `import { ${name} } from ${JSON.stringify(path.join(adapters, adapter))}; export const handler = ${name}({});`;
}

describe('what an adapter adds to a minified bundle', () => {
  const size = (name: string, text: string) => readFileSync(bundle(name, text)).length;

  // Adapters of HTTP carry the guards: routes, limits, dot segments and preflight requests of native handlers too. They took 5 kB
  // and 7.5 kB before there were guards for those.
  test.each([
    ['http', 'http', 6_400],
    ['http-stream', 'httpStream', 9_200],
    ['schedule', 'schedule', 3_500],
    ['schedule', 'scheduleOnce', 14_000],
    ['object', 'object', 3_750],
  ])('%s (%s) is less than %i bytes', (file, name, limit) => {
    const nothing = size('nothing', 'export const handler = (() => {})({});');
    expect(size(name, wrapper(file, name)) - nothing).toBeLessThan(limit);
  });

  test('a schedule that takes no lease has no signer', () => {
    expect(readFileSync(bundle('plain', wrapper('schedule', 'schedule')), 'utf8')).not.toContain('AWS4-HMAC');
  });
});

describe('what a binding adds to a minified bundle', () => {
  const clients = path.join(adapters, '../clients');
  const bound = (...kinds: string[]) =>
    [
      ...kinds.map((kind) => `import { ${kind}Client } from ${JSON.stringify(path.join(clients, kind))};`),
      `import { http } from ${JSON.stringify(path.join(adapters, 'http'))};`,
      `const bindings = { ${kinds.map((kind) => `${kind}: ${kind}Client('${kind}', {})`).join(', ')} };`,
      'export const handler = http({}, { bindings });',
    ].join('\n');
  const build = (name: string, ...kinds: string[]) => readFileSync(bundle(name, bound(...kinds)));
  const ALL = ['bucket', 'table', 'queue', 'secret', 'function'];

  // Nearly all of it is the SDK, which is read and compiled at each cold start. What has grown is worth a look.
  test.each([
    ['bucket', 455_000],
    ['table', 365_000],
    ['queue', 335_000],
    ['secret', 320_000],
    ['function', 380_000],
  ])('a %s is less than %i bytes', (kind, limit) => {
    expect(build(kind, kind).length - build('none').length).toBeLessThan(limit);
  });

  test('all of them share what the clients of the SDK have in common', () => {
    const added = (...kinds: string[]) => build(kinds.join('-'), ...kinds).length - build('none').length;
    const each = ALL.map((kind) => added(kind));
    expect(added(...ALL)).toBeLessThan(0.7 * each.reduce((sum, size) => sum + size, 0));
  });

  test('is one client of the SDK, and no other', () => {
    const named = (text: Buffer) =>
      ['SQS', 'S3', 'Secrets Manager', 'DynamoDB', 'Lambda'].filter((name) => text.includes(`"${name}"`));
    expect(named(build('none'))).toEqual([]);
    expect(named(build('one', 'queue'))).toEqual(['SQS']);
  });
});

describe('stacks of bundled handlers', () => {
  const source = [
    "import { http } from 'ADAPTERS/http';",
    '',
    'function save(order: string): never {',
    "  throw new Error('not saved', { cause: new TypeError(order) });",
    '}',
    '',
    'export const handler = http({',
    '  fetch(): Response {',
    "    return save('order');",
    '  },',
    '});',
  ].join('\n');

  // Notes each file that is read from when the bundle is loaded, then calls the handler.
  const runner = `
    const fs = require('node:fs');
    const file = process.argv[2];
    const read = [];
    const original = fs.readFileSync;
    fs.readFileSync = (name, ...rest) => { read.push(String(name)); return original(name, ...rest); };
    const maps = () => read.filter((name) => name === file + '.map').length;
    (async () => {
      const { handler } = file.endsWith('.mjs') ? await import(file) : require(file);
      const atInit = maps();

      const context = { awsRequestId: '${REQUEST_ID}', getRemainingTimeInMillis: () => 1000 };
      const results = [];
      for (let call = 0; call < 2; call++) results.push(await handler(JSON.parse(process.argv[3]), context));
      process.stdout.write(JSON.stringify({ atInit, atEnd: maps(), results }) + '\\n');
    })();`;

  function run(name: string, options: BuildOptions) {
    const entry = path.join(folder, 'orders.ts');
    writeFileSync(entry, source.replace('ADAPTERS', adapters));
    const built = bundle(name, `export { handler } from ${JSON.stringify(entry)};`, {
      sourcesContent: false,
      ...options,
    });
    const script = path.join(folder, 'runner.cjs');
    writeFileSync(script, runner);
    const output = execFileSync(process.execPath, [script, built, JSON.stringify(httpApi())], { encoding: 'utf8' });
    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    return { entries: lines.slice(0, -1), summary: lines.at(-1) };
  }

  test.each(['cjs', 'esm'] as const)('name the TypeScript lines (%s)', (format) => {
    const { entries, summary } = run(`mapped-${format}`, { format, sourcemap: true });
    expect(entries).toHaveLength(2);
    const { requestId, error } = entries[0];
    expect(requestId).toBe(REQUEST_ID);
    expect(error.stack).toMatch(/^Error: not saved\n.*orders\.ts:4:9\)?\n.*orders\.ts:9:12\)?\n/);
    expect(error.stack).not.toContain('../');
    expect(error.cause.stack).toMatch(/^TypeError: order\n.*orders\.ts:4:41\)?\n/);
    expect(summary.results[0].body).toBe(JSON.stringify({ message: 'Internal Server Error', requestId: REQUEST_ID }));
  });

  test('the map is read when an error is logged, once, and not at init', () => {
    const { summary } = run('lazy', { sourcemap: true });
    expect(summary).toMatchObject({ atInit: 0, atEnd: 1 });
  });

  test('without a map they stay as they are', () => {
    const { entries } = run('unmapped', { sourcemap: false });
    expect(entries[0].error.stack).toMatch(/index\.js:\d+:\d+/);
  });
});
