import { hours, seconds } from 'tradewind';
import {
  ApiFunction,
  alarmsTo,
  Bucket,
  ChangeProcessor,
  FileProcessor,
  type GoogleStack,
  ImagePipeline,
  Queue,
  QueueWorker,
  ScheduledJob,
  Secret,
  Table,
} from 'tradewind/google';
import { newStack, type Resources } from './terraform';

const entry = 'test/fixtures/handlers/worker.ts';

/** One of each construct, with the props that add resources. */
function everything(stack: GoogleStack) {
  alarmsTo(stack, 'projects/shop-4711/notificationChannels/1');
  const table = new Table(stack, 'Table', { partitionKey: 'id' });
  const bindings = { TABLE: table, QUEUE: new Queue(stack, 'Queue'), SECRET: new Secret(stack, 'Secret') };
  new ApiFunction(stack, 'Api', { entry, auth: 'none', bindings });
  new ScheduledJob(stack, 'Job', { entry, schedule: 'every day at 03:00', timeZone: 'UTC' });
  new FileProcessor(stack, 'Files', { entry, bucket: new Bucket(stack, 'Bucket', { expireAfter: hours(48) }) });
  new QueueWorker(stack, 'Worker', { entry, idempotency: { key: 'id' }, timeout: seconds(30) });
  new ChangeProcessor(stack, 'Changes', { entry, table });
  new ImagePipeline(stack, 'Images', { variants: { thumb: { width: 200, format: 'webp' } } });
}

/**
 * The services that a resource needs, by its type. A type without a row fails the test.
 * Storage and IAM are enabled in every project by the command in the guide.
 */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  google_cloudfunctions2_function: ['cloudfunctions', 'run', 'cloudbuild', 'artifactregistry'],
  google_cloud_run_v2_service_iam_member: ['run'],
  google_cloud_scheduler_job: ['cloudscheduler'],
  google_firestore_database: ['firestore'],
  google_firestore_field: ['firestore'],
  google_monitoring_alert_policy: ['monitoring'],
  google_pubsub_subscription: ['pubsub'],
  google_pubsub_subscription_iam_member: ['pubsub'],
  google_pubsub_topic: ['pubsub'],
  google_pubsub_topic_iam_member: ['pubsub'],
  google_secret_manager_secret: ['secretmanager'],
  google_secret_manager_secret_iam_member: ['secretmanager'],
  google_storage_notification: ['pubsub'],
  google_project_iam_member: [],
  google_project_service: [],
  google_service_account: [],
  google_storage_bucket: [],
  google_storage_bucket_iam_member: [],
  google_storage_bucket_object: [],
};

type Resource = { readonly [attribute: string]: unknown };

/** Addresses of everything that Terraform creates before `address`: what it refers to and what it names in `depends_on`. */
function createdBefore(resources: Resources, address: string, seen = new Set<string>()): Set<string> {
  const [type = '', name = ''] = address.split('.');
  const text = JSON.stringify(resources[type]?.[name] ?? {});
  for (const [, found] of text.matchAll(/(?:\$\{|")(google_\w+\.[\w-]+)/g)) {
    if (found === undefined || seen.has(found)) continue;
    seen.add(found);
    createdBefore(resources, found, seen);
  }
  return seen;
}

const made = newStack();
everything(made.stack);
const { resource } = made.synthesize();
const addresses = Object.entries(resource).flatMap(([type, named]) =>
  Object.keys(named).map((name) => [`${type}.${name}`, type] as const),
);
const at = (address: string): Resource => {
  const [type = '', name = ''] = address.split('.');
  return resource[type]?.[name] ?? {};
};

/** Services that a resource needs and that may not be enabled yet when Terraform creates it. */
function missingServices([address, type]: (typeof addresses)[number]): string[] {
  const before = [...createdBefore(resource, address)].map((one) => at(one).service);
  return (SERVICES[type] ?? [])
    .map((name) => `${name}.googleapis.com`)
    .filter((service) => !before.includes(service))
    .map((service) => `${address} needs ${service}`);
}

test('the table names every type of resource', () => {
  expect(Object.keys(resource).filter((type) => SERVICES[type] === undefined)).toEqual([]);
});

test('every resource is created after the services that it needs are enabled', () => {
  expect(addresses.length).toBeGreaterThan(80);
  expect(addresses.flatMap(missingServices)).toEqual([]);
});

test('a function with a trigger is created after Eventarc is enabled and its caller may receive events', () => {
  const [address = ''] = addresses.map(([one]) => one).filter((one) => at(one).event_trigger !== undefined);
  const before = [...createdBefore(resource, address)].map(at);
  expect(before).toContainEqual(expect.objectContaining({ service: 'eventarc.googleapis.com' }));
  expect(before).toContainEqual(expect.objectContaining({ role: 'roles/eventarc.eventReceiver' }));
});
