import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Construct } from 'constructs';
import { unzipSync } from 'fflate';
import type { BundleRequest } from '../../lib/bundler/types';
import { zipFolder } from '../../lib/terraform/archive';
import { type AssetForm, BUNDLING_CONTEXT, CodeAsset } from '../../lib/terraform/code-asset';
import { App, TerraformOutput } from '../../lib/terraform/engine';
import { TradewindStack } from '../../lib/terraform/stack';

class TestStack extends TradewindStack {}

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-asset-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const request: BundleRequest = {
  path: 'Shop/Job',
  entry: 'test/fixtures/handlers/job.ts',
  adapter: { file: path.join(__dirname, '../../lib/aws/adapter/schedule'), export: 'schedule' },
  target: 'node22',
  native: { os: 'linux', cpu: 'x64', libc: 'glibc' },
};

function synthesize(form: AssetForm, more: Partial<BundleRequest> = {}, context: Record<string, unknown> = {}) {
  const outdir = newFolder();
  const app = new App({ outdir, context });
  const stack = new TestStack(app, 'Shop');
  const asset = new CodeAsset(stack, { ...request, ...more }, form);
  new TerraformOutput(stack, 'file', { value: asset.path });
  new TerraformOutput(stack, 'hash', { value: asset.hash });
  app.synth();
  const folder = path.join(outdir, 'stacks/Shop');
  const { output } = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
  return { folder, file: output.file.value as string, hash: output.hash.value as string };
}

describe('a zip', () => {
  test('is the same at any time, whatever the order in which files were written', () => {
    const [one, other] = [newFolder(), newFolder()];
    for (const name of ['a.js', 'b.js']) writeFileSync(path.join(one, name), name);
    for (const name of ['b.js', 'a.js']) writeFileSync(path.join(other, name), name);
    const zip = zipFolder(one, { 'package.json': '{}' });
    expect(Buffer.from(zipFolder(other, { 'package.json': '{}' })).equals(Buffer.from(zip))).toBe(true);
    expect(Object.keys(unzipSync(zip))).toEqual(['a.js', 'b.js', 'package.json']);
  });
});

describe('the code of a stack', () => {
  test('is written next to it, under a hash', () => {
    const { folder, file, hash } = synthesize({ form: 'zip', files: { 'package.json': '{"main":"index.js"}' } });
    expect(file).toBe(`assets/${hash}.zip`);
    const content = readFileSync(path.join(folder, file));
    expect(Object.keys(unzipSync(content))).toEqual(['index.js', 'index.js.map', 'package.json']);
  });

  test('may be one file', () => {
    const { folder, file } = synthesize(
      { form: 'file' },
      { shape: { platform: 'node', format: 'esm', exportAs: 'default' } },
    );
    expect(file).toMatch(/\.mjs$/);
    expect(readFileSync(path.join(folder, file), 'utf8')).toMatch(/export\s*\{.* as default/);
  });

  test('has the same hash in another folder, and another with other code', () => {
    const first = synthesize({ form: 'zip' });
    expect(synthesize({ form: 'zip' }).hash).toBe(first.hash);
    expect(synthesize({ form: 'zip', files: { 'host.json': '{}' } }).hash).not.toBe(first.hash);
  });

  test('is left out if bundling is switched off, with a constant hash', () => {
    const off = { [BUNDLING_CONTEXT]: false };
    const { folder, hash } = synthesize({ form: 'zip' }, {}, off);
    expect(readdirSync(folder)).toEqual(['cdk.tf.json']);
    expect(synthesize({ form: 'zip' }, {}, off).hash).toBe(hash);
  });

  test('that does not build stops synthesis before anything is written', () => {
    const broken = path.join(newFolder(), 'broken.ts');
    writeFileSync(broken, 'export const handler = ;');
    expect(() => synthesize({ form: 'zip' }, { entry: broken })).toThrow(
      expect.objectContaining({ name: 'BundleError' }),
    );
  });

  test('must be in a stack of tradewind', () => {
    const scope = new Construct(new App({ outdir: newFolder() }), 'Loose');
    expect(() => new CodeAsset(scope, request, { form: 'zip' })).toThrow(expect.objectContaining({ code: 'STACK' }));
  });
});
