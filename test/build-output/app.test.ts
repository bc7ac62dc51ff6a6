import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BundleError } from 'tradewind';
import { ApiFunction, AppError, VercelApp } from 'tradewind/vercel';
import { esbuildRuns } from '../../lib/bundler';
import { readFiles } from '../vercel/app';

const API = path.resolve('test/fixtures/handlers/orders.ts');

const folder = () => mkdtempSync(path.join(tmpdir(), 'tradewind-files-'));

function shop(root: string, ids = ['Orders', 'Invoices']) {
  const app = new VercelApp({ root });
  for (const id of ids)
    new ApiFunction(app, id, { entry: API, auth: 'none', routes: [`GET /${id.toLowerCase()}/{id}`] });
  return app;
}

test('builds everything in one run, and writes the code, its settings and the model', () => {
  const root = folder();
  const before = esbuildRuns();
  const { directory, warnings } = shop(root).synth();
  expect(esbuildRuns() - before).toBeLessThanOrEqual(1);
  expect(warnings).toEqual([]);
  expect(Object.keys(readFiles(directory)).map((name) => name.replace(/-[0-9a-f]{8}/, ''))).toEqual([
    'config.json',
    'functions/invoices.func/.vc-config.json',
    'functions/invoices.func/index.mjs',
    'functions/invoices.func/index.mjs.map',
    'functions/orders.func/.vc-config.json',
    'functions/orders.func/index.mjs',
    'functions/orders.func/index.mjs.map',
  ]);
  const model = JSON.parse(readFileSync(path.join(root, '.vercel/tradewind.json'), 'utf8'));
  expect(model).toMatchObject({ version: 1, constructs: [{ path: 'Invoices' }, { path: 'Orders' }] });
});

test('writes the same files each time and everywhere', () => {
  const [one, other] = [readFiles(shop(folder()).synth().directory), readFiles(shop(folder()).synth().directory)];
  expect(other).toEqual(one);
});

test('replaces the output of an earlier synthesis, and keeps other files', () => {
  const root = folder();
  shop(root).synth();
  writeFileSync(path.join(root, '.vercel/project.json'), '{}');
  const { directory } = shop(root, ['Orders']).synth();
  expect(readdirSync(path.join(directory, 'functions'))).toHaveLength(1);
  expect(readdirSync(path.join(root, '.vercel')).sort()).toEqual(['output', 'project.json', 'tradewind.json']);
});

describe('when something fails', () => {
  test('the output stays as it was', () => {
    const root = folder();
    const before = readFiles(shop(root).synth().directory);
    const entry = path.join(root, 'broken.ts');
    writeFileSync(entry, 'export default {');
    const app = shop(root);
    new ApiFunction(app, 'Broken', { entry, auth: 'none', routes: ['GET /broken'] });
    expect(() => app.synth()).toThrow(BundleError);
    expect(readFiles(path.join(root, '.vercel/output'))).toEqual(before);
    expect(readdirSync(path.join(root, '.vercel')).sort()).toEqual(['output', 'tradewind.json']);
  });

  test('an app with mistakes between its constructs builds nothing and reports all of them', () => {
    const root = folder();
    const app = shop(root);
    for (const mistake of ['one', 'another']) app.node.addValidation({ validate: () => [mistake] });
    expect(() => app.synth()).toThrow(AppError);
    expect(() => app.synth()).toThrow('one\nanother');
    expect(existsSync(path.join(root, '.vercel'))).toBe(false);
  });
});

test('is below the folder of the project, by default the working directory', () => {
  const root = folder();
  mkdirSync(path.join(root, 'web'));
  expect(shop(path.join(root, 'web')).synth().directory).toBe(path.join(root, 'web/.vercel/output'));
  expect(new VercelApp().root).toBe(process.cwd());
});

test('reports a missing entry at once', () => {
  const make = () =>
    new ApiFunction(new VercelApp({ root: folder() }), 'Orders', { entry: 'no/such.ts', auth: 'none' });
  expect(make).toThrow('no/such.ts');
});
