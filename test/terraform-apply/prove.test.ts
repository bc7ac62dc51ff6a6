import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { App, GcsBackend, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { changes, proveApp, proveStack } from './prove';
import { removeSynthesized, SAMPLES, synthesized } from './stacks';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(path.join(tmpdir(), 'tradewind-prove-'));
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));
afterAll(removeSynthesized);

test('resources are listed in the order of their creation, with their references resolved', async () => {
  const { applied } = await proveStack(synthesized(SAMPLES.cloudflare));
  const addresses = applied.map(({ address }) => address);
  expect(addresses.sort()).toEqual([
    'cloudflare_queue.failed',
    'cloudflare_queue.uploads',
    'cloudflare_queue_consumer.consumer',
    'cloudflare_r2_bucket.photos',
    'cloudflare_r2_bucket_event_notification.told',
    'cloudflare_workers_cron_trigger.nightly',
    'cloudflare_workers_script.script',
    'cloudflare_workers_script_subdomain.subdomain',
  ]);
  const at = (address: string) => applied.findIndex((resource) => resource.address === address);
  expect(at('cloudflare_queue_consumer.consumer')).toBeGreaterThan(at('cloudflare_workers_script.script'));
  expect(applied[at('cloudflare_queue_consumer.consumer')]).toEqual({
    address: 'cloudflare_queue_consumer.consumer',
    type: 'cloudflare_queue_consumer',
    config: {
      account_id: '0123456789abcdef0123456789abcdef',
      dead_letter_queue: 'uploads-failed',
      queue_id: expect.stringMatching(/^queue-id-[0-9a-f]{8}$/),
      script_name: 'shop',
      settings: { batch_size: 10, max_retries: 3 },
      type: 'worker',
    },
  });
});

test('providers are configured and data sources are read', async () => {
  const { calls } = await proveStack(synthesized(SAMPLES.google));
  const told = new Set(calls.map((call) => JSON.stringify(call)));
  expect([...told].map((call) => JSON.parse(call))).toEqual([
    { call: 'configure', type: 'google', config: { project: 'acme', region: 'europe-west1' } },
    { call: 'read', type: 'google_project', config: { project_id: 'acme' } },
  ]);
});

test('outputs are listed', async () => {
  const { outputs } = await proveStack(synthesized(SAMPLES.google));
  expect(outputs).toEqual({ url: expect.stringMatching(/^https:\/\/[0-9a-f]{8}\.stand-in\.invalid\/$/) });
});

test('a proof leaves the folder of the stack unchanged', async () => {
  const folder = synthesized(SAMPLES.azure);
  await proveStack(folder);
  expect(readdirSync(folder)).toEqual(['cdk.tf.json']);
});

test('variables without a value receive one, and state of a remote backend is kept locally', async () => {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'shop');
  new GcsBackend(stack, { bucket: 'states' });
  new GoogleProvider(stack, 'google', { project: 'acme' });
  const suffix = new TerraformVariable(stack, 'suffix', { type: 'string' });
  new StorageBucket(stack, 'photos', { name: `photos-${suffix.stringValue}`, location: 'EU' });
  app.synth();
  const [proof] = await proveApp(outdir);
  expect(proof).toMatchObject({ failures: [], applied: [{ config: { name: 'photos-suffix' } }] });
});

test('stacks are proven after the stacks that they refer to', async () => {
  const app = new App({ outdir });
  const users = new TerraformStack(app, 'a-uses');
  const made = new TerraformStack(app, 'b-makes');
  for (const stack of [users, made]) new GoogleProvider(stack, 'google', { project: 'acme' });
  const topic = new PubsubTopic(made, 'topic', { name: 'jobs' });
  new StorageBucket(users, 'bucket', { name: 'photos', location: 'EU', labels: { topic: topic.name } });
  app.synth();
  const proofs = await proveApp(outdir);
  expect(proofs.map(({ stack, failures }) => [stack, failures])).toEqual([
    ['b-makes', []],
    ['a-uses', []],
  ]);
  expect(proofs[1]!.applied[0]!.config.labels).toEqual({ topic: 'jobs' });
});

test('a stack that would change at each deployment is not proven', async () => {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'shop');
  new GoogleProvider(stack, 'google', { project: 'acme' });
  const bucket = new StorageBucket(stack, 'photos', { name: 'photos', location: 'EU' });
  bucket.addOverride('labels.deployed', reference('timestamp()'));
  new TerraformOutput(stack, 'name', { value: bucket.name });
  app.synth();
  const [proof] = await proveApp(outdir);
  expect(proof!.failures).toEqual(['shop plan: google_storage_bucket.photos would update again']);
});

test('a second version changes only resources that depend on its changes', async () => {
  const before = synthesized(SAMPLES.google);
  const after = synthesized(SAMPLES.google, ({ resource }) => {
    resource.google_storage_bucket_object!.zip.name = 'code-4567cdef.zip';
    resource.google_pubsub_topic!.other = { name: 'other' };
    delete resource.google_cloud_scheduler_job;
  });
  expect(await changes(before, before)).toEqual([]);
  expect((await changes(before, after)).sort()).toEqual([
    'create google_pubsub_topic.other',
    'delete google_cloud_scheduler_job.nightly',
    'update google_cloudfunctions2_function.orders',
    'update google_storage_bucket_object.zip',
  ]);
});

/** Expression of Terraform. */
function reference(to: string): string {
  return `\${${to}}`;
}
