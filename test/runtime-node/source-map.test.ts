import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tradewind-source-map-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Jest maps stacks itself, so a process without it runs the code. It records the maps that are read.
const SCRIPT = `
  const fs = require('node:fs');
  const { readFileSync } = fs;
  const read = [];
  fs.readFileSync = (name, ...rest) => { if (String(name).endsWith('.map')) read.push(name); return readFileSync(name, ...rest); };
  const [file, stack] = process.argv.slice(2);
  import(file).then(({ mapStack }) => process.stdout.write(JSON.stringify({ mapped: [mapStack(stack), mapStack(stack)], read })));`;

interface Built {
  readonly format?: 'cjs' | 'esm';
  readonly sourcemap?: boolean;
}

/** Bundles the function, and maps the same stack twice in it. */
function run(name: string, stack: (bundle: string) => string, { format = 'cjs', sourcemap = true }: Built = {}) {
  const outfile = path.join(folder, name, format === 'esm' ? 'index.mjs' : 'index.js');
  const entryPoints = [path.join(__dirname, '../../lib/runtime-node/source-map.ts')];
  buildSync({ entryPoints, outfile, sourcemap, format, bundle: true, platform: 'node', logLevel: 'silent' });
  const script = path.join(folder, 'script.cjs');
  writeFileSync(script, SCRIPT);
  const given = stack(outfile);
  const { mapped, read } = JSON.parse(execFileSync(process.execPath, [script, outfile, given], { encoding: 'utf8' }));
  expect(mapped[1]).toBe(mapped[0]);
  return { given, mapped: mapped[0] as string, read, map: `${outfile}.map` };
}

test.each(['cjs', 'esm'] as const)('frames of the bundle are mapped, and its map is read once (%s)', (format) => {
  const url = format === 'esm' ? 'file://' : '';
  const stack = (file: string) =>
    `Error: no\n    at save (${url}${file}:30:5)\n    at async ${url}${file}:31:5\n    at node:internal/x:1:1`;
  const { mapped, read, map } = run(`mapped-${format}`, stack, { format });
  expect(mapped.split('\n')).toEqual([
    'Error: no',
    expect.stringMatching(/^ {4}at save \(\S*lib\/runtime-node\/source-map\.ts:\d+:\d+\)$/),
    expect.stringMatching(/^ {4}at async \S*lib\/runtime-node\/source-map\.ts:\d+:\d+$/),
    '    at node:internal/x:1:1',
  ]);
  expect(read).toEqual([map]);
});

test.each([
  ['other files, which have a map', (file: string) => `${path.join(folder, 'chosen.js')}:30:5, ${file}.js:30:5`],
  ['no position in the bundle', (file: string) => `${file}:30, ${file}:12345678901:1, ${file}:0:0`],
])('a stack that names %s stays as it is, and reads no other file', (_name, frame) => {
  writeFileSync(path.join(folder, 'chosen.js.map'), '{}');
  const { mapped, given, read, map } = run('own', (file) => `Error: no\n    at f (${frame(file)})`);
  expect(mapped).toBe(given);
  expect(read).toEqual([map]);
});

test('without a map stacks stay as they are, and the map is searched for once', () => {
  const { mapped, given, read, map } = run('unmapped', (file) => `Error: no\n    at f (${file}:30:5)`, {
    sourcemap: false,
  });
  expect(mapped).toBe(given);
  expect(read).toEqual([map]);
});
