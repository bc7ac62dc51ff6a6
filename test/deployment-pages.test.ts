import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as azure from 'tradewind/azure';
import * as cloudflare from 'tradewind/cloudflare';
import * as google from 'tradewind/google';
import { declareOptions } from './terraform-apply/stacks/options/declare';

const outdir = mkdtempSync(path.join(tmpdir(), 'tradewind-pages-'));
afterAll(() => rmSync(outdir, { recursive: true }));
const context = { 'tradewind:bundling': false };

const guide = (name: string) => readFileSync(`docs/guides/${name}-deployment.md`, 'utf8');

const STACKS = {
  google: () => {
    const app = new google.App({ outdir: path.join(outdir, 'google'), context });
    const stack = new google.GoogleStack(app, 'All', { project: 'shop-4711', region: 'europe-north1' });
    google.alarmsTo(stack, 'projects/shop-4711/notificationChannels/1');
    return { app, stack, provider: google };
  },
  azure: () => {
    const app = new azure.App({ outdir: path.join(outdir, 'azure'), context });
    const subscriptionId = '00000000-0000-0000-0000-000000000000';
    const stack = new azure.AzureStack(app, 'All', { subscriptionId, location: 'northeurope' });
    const group = `/subscriptions/${subscriptionId}/resourceGroups/ops`;
    azure.alarmsTo(stack, `${group}/providers/Microsoft.Insights/actionGroups/pager`);
    return { app, stack, provider: azure };
  },
  cloudflare: () => {
    const app = new cloudflare.App({ outdir: path.join(outdir, 'cloudflare'), context });
    const stack = new cloudflare.CloudflareStack(app, 'All', { accountId: '0'.repeat(32) });
    return { app, stack, provider: cloudflare };
  },
};

test.each(Object.entries(STACKS))('the deployment page of %s names every resource and data source', (name, make) => {
  const { app, stack, provider } = make();
  declareOptions(provider, stack);
  new provider.ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 64 } } });
  app.synth();
  const file = path.join(outdir, name, 'stacks/All/cdk.tf.json');
  const { resource, data = {} } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>;
  const types = [...Object.keys(resource ?? {}), ...Object.keys(data)];
  expect(types.length).toBeGreaterThan(8);
  const page = guide(name);
  expect(types.filter((type) => !page.includes(`\`${type}\``))).toEqual([]);
});

test('the command for a new Google Cloud project enables what Terraform needs before its first plan', () => {
  const [command = ''] = guide('google').match(/^gcloud services enable .*$/m) ?? [];
  const needed = ['cloudresourcemanager', 'serviceusage', 'iam', 'pubsub'];
  expect(command.split(' ')).toEqual(expect.arrayContaining(needed.map((service) => `${service}.googleapis.com`)));
  expect(guide('google')).toMatch(/^gcloud beta services identity create --service pubsub\.googleapis\.com/m);
});
