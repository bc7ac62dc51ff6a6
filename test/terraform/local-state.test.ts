import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, AzureStack } from 'tradewind/azure';
import { CloudflareStack } from 'tradewind/cloudflare';
import { GoogleStack } from 'tradewind/google';
import { GcsBackend } from '../../lib/terraform/engine';
import { localStatePath } from '../../lib/terraform/local-state';

const declarations = {
  google: (app: App) => new GoogleStack(app, 'Shop', { project: 'shop-4711', region: 'europe-north1' }),
  azure: (app: App) =>
    new AzureStack(app, 'Shop', { subscriptionId: '00000000-0000-0000-0000-000000000000', location: 'northeurope' }),
  cloudflare: (app: App) => new CloudflareStack(app, 'Shop', { accountId: '0'.repeat(32) }),
};

const home = process.cwd();
let folders: string[] = [];
afterEach(() => {
  process.chdir(home);
  for (const folder of folders) rmSync(folder, { recursive: true });
  folders = [];
});

/** Synthesizes a stack in a new project. */
function synthesize(declare: (app: App) => unknown, outdir = 'cdktf.out') {
  const project = mkdtempSync(path.join(tmpdir(), 'tradewind-project-'));
  folders.push(project);
  process.chdir(project);
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir, context: { 'tradewind:bundling': false } });
  declare(app);
  app.synth();
  const text = readFileSync(path.join(outdir, 'stacks/Shop/cdk.tf.json'), 'utf8');
  return { project, text, json: JSON.parse(text) };
}

describe.each(Object.entries(declarations))('a stack of %s without a backend', (_provider, declare) => {
  test('keeps its state in the project, by a path that is the same on every machine', () => {
    const first = synthesize(declare);
    const second = synthesize(declare);
    expect(first.json.terraform.backend.local.path).toBe('../../../terraform.Shop.tfstate');
    expect(first.text).toBe(second.text);
    expect(first.text).not.toContain(first.project);
  });

  test('keeps its state next to an output that is outside of the project', () => {
    const outdir = mkdtempSync(path.join(tmpdir(), 'tradewind-out-'));
    folders.push(outdir);
    const { json } = synthesize(declare, outdir);
    expect(json.terraform.backend.local.path).toBe('../../terraform.Shop.tfstate');
  });

  test('keeps a declared backend', () => {
    const { json } = synthesize((app) => new GcsBackend(declare(app), { bucket: 'states' }));
    expect(json.terraform.backend).toEqual({ gcs: { bucket: 'states' } });
  });
});

test('stacks of one name in two outputs do not share a state', () => {
  const path = (provider: string) =>
    localStatePath('Shop', `cdktf.out/${provider}`, `cdktf.out/${provider}/stacks/Shop`);
  expect(path('azure')).toBe('../../../../terraform.azure.Shop.tfstate');
  expect(path('google')).toBe('../../../../terraform.google.Shop.tfstate');
});

describe('an app', () => {
  const outdir = () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-outdir-'));
    folders.push(folder);
    return path.join(folder, 'deep/azure');
  };
  afterEach(() => {
    delete process.env.CDKTF_OUTDIR;
  });

  test('creates the folder of its output', () => {
    const deep = outdir();
    expect(new App({ outdir: deep }).outdir).toBe(deep);
    expect(readdirSync(deep)).toEqual(['stacks']);
  });

  test('writes to the folder that a tool sets, even if the app sets another', () => {
    process.env.CDKTF_OUTDIR = outdir();
    expect(new App({ outdir: 'cdktf.out/azure' }).outdir).toBe(process.env.CDKTF_OUTDIR);
  });
});

test('the path is relative to the folder of the stack', () => {
  expect(localStatePath('Shop', 'out', 'out/stacks/Shop')).toBe('../../../terraform.Shop.tfstate');
  expect(localStatePath('Shop', '/elsewhere', '/elsewhere/stacks/Shop')).toBe('../../terraform.Shop.tfstate');
});
