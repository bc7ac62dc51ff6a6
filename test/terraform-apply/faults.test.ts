import { proveStack } from './prove';
import { removeSynthesized, SAMPLES, type StackJson, synthesized } from './stacks';

afterAll(removeSynthesized);

type Provider = keyof typeof SAMPLES;
type Fault = readonly [what: string, spoil: (stack: StackJson) => void, told: RegExp];

/** Expression of Terraform. */
const reference = (to: string) => `\${${to}}`;

const FAULTS: Readonly<Record<Provider, readonly Fault[]>> = {
  google: [
    [
      'an unknown attribute',
      ({ resource }) => Object.assign(resource.google_cloud_scheduler_job!.nightly, { schedul: '* * * * *' }),
      /google_cloud_scheduler_job\.nightly: .*No argument or block type is named "schedul"/,
    ],
    [
      'an unknown attribute of a block',
      ({ resource }) => {
        resource.google_cloudfunctions2_function!.orders.service_config.memory = '1G';
      },
      /google_cloudfunctions2_function\.orders\.service_config: .*No argument or block type is named "memory"/,
    ],
    [
      'a value of the wrong type',
      ({ resource }) => {
        resource.google_cloudfunctions2_function!.orders.service_config.timeout_seconds = 'a minute';
      },
      /google_cloudfunctions2_function\.orders\.service_config: .*a number is required/,
    ],
    [
      'a required attribute that is missing',
      ({ resource }) => {
        delete resource.google_storage_bucket!.code.location;
      },
      /google_storage_bucket\.code: .*"location" is required/,
    ],
    [
      'a block that may be given once, given twice',
      ({ resource }) => {
        const orders = resource.google_cloudfunctions2_function!.orders;
        orders.service_config = [orders.service_config, orders.service_config];
      },
      /google_cloudfunctions2_function\.orders\.service_config\[1\]: .*No more than 1 "service_config" blocks are allowed/,
    ],
    [
      'a reference to a resource that does not exist',
      ({ resource }) => {
        resource.google_storage_bucket_object!.zip.bucket = reference('google_storage_bucket.missing.name');
      },
      /Reference to undeclared resource.*"google_storage_bucket" "missing"/,
    ],
    [
      'a reference to an attribute that the resource does not have',
      ({ output }) => {
        output.url.value = reference('google_cloudfunctions2_function.orders.uri');
      },
      /This object has no argument, nested block, or exported attribute named "uri"/,
    ],
    [
      'a cycle',
      ({ resource }) => {
        resource.google_storage_bucket!.code.labels = { account: reference('google_storage_bucket_object.zip.name') };
      },
      /Cycle: google_storage_bucket/,
    ],
  ],
  azure: [
    [
      'an unknown attribute',
      ({ resource }) => Object.assign(resource.azurerm_storage_account!.account, { tier: 'Standard' }),
      /azurerm_storage_account\.account: .*No argument or block type is named "tier"/,
    ],
    [
      'a value of the wrong type',
      ({ resource }) =>
        Object.assign(resource.azurerm_storage_account!.account, { https_traffic_only_enabled: 'always' }),
      /azurerm_storage_account\.account: .*a bool is required/,
    ],
    [
      'a required attribute that is missing',
      ({ resource }) => {
        delete resource.azurerm_function_app_flex_consumption!.app.runtime_version;
      },
      /azurerm_function_app_flex_consumption\.app: .*"runtime_version" is required/,
    ],
    [
      'a required block that is missing',
      ({ resource }) => {
        delete resource.azurerm_function_app_flex_consumption!.app.site_config;
      },
      /azurerm_function_app_flex_consumption\.app: .*At least 1 "site_config" blocks are required/,
    ],
    [
      'a reference to a resource that does not exist',
      ({ resource }) => {
        resource.azurerm_storage_queue!.queue.storage_account_id = reference('azurerm_storage_account.other.id');
      },
      /Reference to undeclared resource.*"azurerm_storage_account" "other"/,
    ],
    [
      'a reference to an attribute that the resource does not have',
      ({ output }) => {
        output.url.value = reference('azurerm_function_app_flex_consumption.app.url');
      },
      /This object has no argument, nested block, or exported attribute named "url"/,
    ],
    [
      'a cycle',
      ({ resource }) => {
        resource.azurerm_storage_account!.account.tags = { queue: reference('azurerm_storage_queue.queue.name') };
      },
      /Cycle: azurerm_storage/,
    ],
  ],
  cloudflare: [
    [
      'an unknown attribute',
      ({ resource }) => Object.assign(resource.cloudflare_workers_script!.script, { memory: 128 }),
      /cloudflare_workers_script\.script: .*No argument or block type is named "memory"/,
    ],
    [
      'a value of the wrong type',
      ({ resource }) => {
        resource.cloudflare_queue_consumer!.consumer.settings.batch_size = 'ten';
      },
      /cloudflare_queue_consumer\.consumer\.settings: .*a number is required/,
    ],
    [
      'a required attribute that is missing',
      ({ resource }) => {
        delete resource.cloudflare_queue!.uploads.queue_name;
      },
      /cloudflare_queue\.uploads: .*"queue_name" is required/,
    ],
    [
      'a reference to a resource that does not exist',
      ({ resource }) => {
        resource.cloudflare_queue_consumer!.consumer.queue_id = reference('cloudflare_queue.downloads.queue_id');
      },
      /Reference to undeclared resource.*"cloudflare_queue" "downloads"/,
    ],
    [
      'a reference to an attribute that the resource does not have',
      ({ resource }) => {
        resource.cloudflare_queue_consumer!.consumer.queue_id = reference('cloudflare_queue.uploads.name');
      },
      /This object has no argument, nested block, or exported attribute named "name"/,
    ],
    [
      'a cycle',
      ({ resource }) => {
        resource.cloudflare_r2_bucket!.photos.location = reference(
          'cloudflare_r2_bucket_event_notification.told.bucket_name',
        );
      },
      /Cycle: cloudflare_r2_bucket/,
    ],
  ],
};

describe.each(Object.keys(FAULTS) as Provider[])('a stack of %s', (provider) => {
  test('passes, and leaves an empty plan, when it has no fault', async () => {
    const proof = await proveStack(synthesized(SAMPLES[provider]));
    expect(proof.failures).toEqual([]);
    expect(proof.steps.map(({ name }) => name)).toEqual(['init', 'validate', 'apply', 'plan', 'rules']);
  });

  test.each(FAULTS[provider].map(([what, ...rest]) => [what, ...rest] as const))(
    'fails with %s',
    async (_, spoil, told) => {
      const { failures } = await proveStack(synthesized(SAMPLES[provider], spoil));
      expect(failures).toEqual(expect.arrayContaining([expect.stringMatching(told)]));
    },
  );
});
