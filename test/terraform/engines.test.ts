import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import { ResourceGroup } from '@cdktn/provider-azurerm/lib/resource-group';
import * as cdktf from 'cdktf';
import * as cdktn from 'cdktn';
import * as azure from 'tradewind/azure';
import * as cloudflare from 'tradewind/cloudflare';
import * as google from 'tradewind/google';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const entry = 'test/fixtures/handlers/worker.ts';

/** One app with a stack of each provider, in which each refers to another, and one of cdktf only. */
function mixed(engine: { readonly App: new (config: cdktn.AppConfig) => unknown }) {
  const outdir = mkdtempSync(path.join(tmpdir(), 'tradewind-engines-'));
  folders.push(outdir);
  const app = new engine.App({ outdir, context: { 'tradewind:bundling': false } }) as cdktn.App;
  const onGoogle = new google.GoogleStack(app, 'OnGoogle', { project: 'shop-4711', region: 'europe-north1' });
  const subscriptionId = '00000000-0000-0000-0000-000000000000';
  const onAzure = new azure.AzureStack(app, 'OnAzure', { subscriptionId, location: 'northeurope' });
  const onCloudflare = new cloudflare.CloudflareStack(app, 'OnCloudflare', { accountId: '0'.repeat(32) });
  const api = new google.ApiFunction(onGoogle, 'Api', { entry, auth: 'none' });
  const environment = { GOOGLE: api.url };
  new azure.ApiFunction(onAzure, 'Api', { entry, auth: 'none', environment });
  new cloudflare.ApiFunction(onCloudflare, 'Api', { entry, auth: 'none', environment });
  const old = new cdktf.TerraformStack(app, 'Old');
  new cdktf.TerraformOutput(old, 'Group', { value: onAzure.resourceGroup.location });
  app.synth();
  const read = (stack: string) => JSON.parse(readFileSync(path.join(outdir, `stacks/${stack}/cdk.tf.json`), 'utf8'));
  return { app, read, stacks: { onGoogle, onAzure, onCloudflare } };
}

describe.each([
  ['cdktn', cdktn],
  ['cdktf', cdktf],
])('in an app of %s, stacks of every provider', (_name, engine) => {
  test('are synthesized', () => {
    const { read } = mixed(engine);
    expect(Object.keys(read('OnGoogle').resource)).toContain('google_cloudfunctions2_function');
    expect(Object.keys(read('OnAzure').resource)).toContain('azurerm_function_app_flex_consumption');
    expect(Object.keys(read('OnCloudflare').resource)).toContain('cloudflare_workers_script');
  });

  test('refer to each other', () => {
    const { read } = mixed(engine);
    const [app] = Object.values(read('OnAzure').resource.azurerm_function_app_flex_consumption) as [
      { app_settings: Record<string, string> },
    ];
    expect(app.app_settings.GOOGLE).toMatch(/^\$\{data\.terraform_remote_state\.cross-stack-reference-input-OnGoogle/);
    expect(read('Old').output.Group.value).toMatch(/cross-stack-reference-input-OnAzure/);
  });
});

test('a resource of either engine works in a stack of tradewind', () => {
  const { stacks } = mixed(cdktn);
  expect(cdktn.TerraformElement.isTerraformElement(stacks.onAzure.resourceGroup)).toBe(true);
  expect(stacks.onAzure.resourceGroup).toBeInstanceOf(ResourceGroup);
  const made = stacks.onGoogle.node.findAll().filter((each) => each instanceof Cloudfunctions2Function);
  expect(made).toHaveLength(1);
  expect(made[0]).toBeInstanceOf(cdktf.TerraformResource);
});
