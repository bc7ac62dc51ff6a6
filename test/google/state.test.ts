import { days, hours, minutes, readOnly, writeOnly } from 'tradewind';
import {
  ApiFunction,
  Bucket,
  type BucketProps,
  type GoogleStack,
  Queue,
  type QueueProps,
  ScheduledJob,
  Secret,
  Table,
  type TableProps,
} from 'tradewind/google';
import { inventory, newStack, only, problemsOf, type Resources } from './terraform';

const API = 'test/fixtures/handlers/orders.ts';
const JOB = 'test/fixtures/handlers/job.ts';

function made(declare: (stack: GoogleStack) => unknown): Resources {
  const { stack, synthesize } = newStack();
  declare(stack);
  return synthesize().resource;
}

const bucket = (props?: BucketProps) => made((stack) => new Bucket(stack, 'Photos', props));
const table = (props: Partial<TableProps> = {}) =>
  made((stack) => new Table(stack, 'Orders', { partitionKey: 'id', ...props }));
const queue = (props?: QueueProps) => made((stack) => new Queue(stack, 'Jobs', props));
const named = (resources: Resources, type: string, name: string) =>
  Object.entries(resources[type]!).find(([key]) => key.startsWith(name))![1] as Record<string, unknown>;

describe('a bucket', () => {
  test('is private, by IAM alone, with versions for a month', () => {
    const resources = bucket();
    expect(inventory(resources)).toEqual({ google_storage_bucket: 1 }); // keeps the objects
    expect(only(resources, 'google_storage_bucket')).toMatchObject({
      name: expect.stringMatching(/^shop-photos-[0-9a-f]{8}$/),
      location: 'europe-north1',
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
      versioning: { enabled: true },
      lifecycle_rule: [{ action: { type: 'Delete' }, condition: { days_since_noncurrent_time: 30 } }],
      lifecycle: { prevent_destroy: true },
    });
  });

  test('deletes old items, and is deleted with its construct, on request', () => {
    const found = only(
      bucket({ versioned: false, expireAfter: days(7), removalPolicy: 'destroy' }),
      'google_storage_bucket',
    );
    expect(found).toMatchObject({
      versioning: { enabled: false },
      lifecycle_rule: [{ action: { type: 'Delete' }, condition: { age: 7, with_state: 'LIVE' } }],
    });
    expect(found.lifecycle).toBeUndefined();
  });
});

describe('a table', () => {
  test('is a database that is protected, and whose items are not indexed', () => {
    const resources = table();
    expect(inventory(resources)).toEqual({
      google_project_service: 1, // Firestore
      google_firestore_database: 1, // keeps the items
      google_firestore_field: 1, // leaves them out of the index
    });
    expect(only(resources, 'google_firestore_database')).toMatchObject({
      type: 'FIRESTORE_NATIVE',
      location_id: 'europe-north1',
      point_in_time_recovery_enablement: 'POINT_IN_TIME_RECOVERY_ENABLED',
      delete_protection_state: 'DELETE_PROTECTION_ENABLED',
      deletion_policy: 'ABANDON',
    });
    expect(only(resources, 'google_firestore_field')).toMatchObject({
      collection: 'items',
      field: 'item',
      index_config: {},
    });
  });

  test('is deleted with its construct on request', () => {
    expect(only(table({ removalPolicy: 'destroy' }), 'google_firestore_database')).toMatchObject({
      delete_protection_state: 'DELETE_PROTECTION_DISABLED',
      deletion_policy: 'DELETE',
    });
  });

  test('has an index of Firestore for each direction of an index, over all partitions', () => {
    const indexes = { byStatus: { partitionKey: 'status', sortKey: 'placed' }, byCity: { partitionKey: 'city' } };
    const resources = table({ indexes });
    const made = Object.values(resources.google_firestore_index ?? {});
    expect(made.map(({ fields }) => fields)).toEqual(
      ['ASCENDING', 'DESCENDING'].map((order) => [
        { field_path: 'item.status', order: 'ASCENDING' },
        { field_path: 'item.placed', order },
      ]),
    );
    expect(made.every((each) => each.query_scope === 'COLLECTION_GROUP' && each.collection === 'items')).toBe(true);
    const fields = Object.values(resources.google_firestore_field ?? {});
    expect(fields.find(({ field }) => field === 'item.city')).toMatchObject({
      index_config: {
        indexes: ['ASCENDING', 'DESCENDING'].map((order) => ({ order, query_scope: 'COLLECTION_GROUP' })),
      },
    });
  });

  test('lets Firestore delete expired items', () => {
    const resources = table({ timeToLive: 'until' });
    expect(named(resources, 'google_firestore_field', 'Orders_Expiry')).toMatchObject({
      field: 'expires',
      ttl_config: {},
    });
  });
});

describe('a queue', () => {
  test('is a topic with a subscription, and another pair for failures', () => {
    const resources = queue({ maxAttempts: 7, retention: hours(1) });
    expect(inventory(resources)).toEqual({
      google_project_service: 1, // Pub/Sub
      google_pubsub_topic: 2, // messages, and dead letters
      google_pubsub_subscription: 2, // where either wait
      google_pubsub_topic_iam_member: 1, // lets Pub/Sub send dead letters
      google_pubsub_subscription_iam_member: 1, // and forget them here
    });
    expect(named(resources, 'google_pubsub_subscription', 'Jobs_Subscription')).toMatchObject({
      message_retention_duration: '3600s',
      // Pub/Sub would delete one that is not used for a month.
      expiration_policy: { ttl: '' },
      dead_letter_policy: { max_delivery_attempts: 7 },
      retry_policy: { minimum_backoff: '10s', maximum_backoff: '600s' },
      enable_message_ordering: false,
    });
    expect(only(resources, 'google_pubsub_topic_iam_member').member).toMatch(
      /^serviceAccount:service-\$\{data\.google_project\..+\.number\}@gcp-sa-pubsub\.iam\.gserviceaccount\.com$/,
    );
  });

  test('keeps the order of groups on request', () => {
    const found = named(queue({ fifo: true }), 'google_pubsub_subscription', 'Jobs_Subscription');
    expect(found.enable_message_ordering).toBe(true);
  });
});

describe('a secret', () => {
  test('has no value that a state could hold', () => {
    const resources = made((stack) => new Secret(stack, 'ApiKey', { description: 'Of the bank' }));
    expect(inventory(resources)).toEqual({ google_project_service: 1, google_secret_manager_secret: 1 });
    expect(only(resources, 'google_secret_manager_secret')).toMatchObject({
      annotations: { description: 'Of the bank' },
      replication: { user_managed: { replicas: [{ location: 'europe-north1' }] } },
    });
  });
});

describe('the permissions of a binding', () => {
  const withBinding = (bind: (stack: GoogleStack) => unknown) =>
    made(
      (stack) => new ApiFunction(stack, 'Api', { entry: API, auth: 'iam', bindings: { BOUND: bind(stack) as never } }),
    );

  test.each<[string, (stack: GoogleStack) => unknown, string, string]>([
    [
      'to read a bucket',
      (s) => readOnly(new Bucket(s, 'B')),
      'google_storage_bucket_iam_member',
      'roles/storage.objectViewer',
    ],
    [
      'to write to one',
      (s) => writeOnly(new Bucket(s, 'B')),
      'google_storage_bucket_iam_member',
      'roles/storage.legacyBucketWriter',
    ],
    ['to a bucket', (s) => new Bucket(s, 'B'), 'google_storage_bucket_iam_member', 'roles/storage.objectUser'],
    [
      'to read a table',
      (s) => readOnly(new Table(s, 'T', { partitionKey: 'id' })),
      'google_project_iam_member',
      'roles/datastore.viewer',
    ],
    [
      'to a table',
      (s) => new Table(s, 'T', { partitionKey: 'id' }),
      'google_project_iam_member',
      'roles/datastore.user',
    ],
    [
      'to a secret',
      (s) => new Secret(s, 'S'),
      'google_secret_manager_secret_iam_member',
      'roles/secretmanager.secretAccessor',
    ],
    [
      'to a function',
      (s) => new ApiFunction(s, 'F', { entry: API, auth: 'iam' }),
      'google_cloud_run_v2_service_iam_member',
      'roles/run.invoker',
    ],
  ])('%s are one role for the one identity', (_, bind, type, role) => {
    const grant = named(withBinding(bind), type, 'Api_May-BOUND');
    expect(grant.role).toBe(role);
    expect(grant.member).toMatch(/^serviceAccount:\$\{google_service_account\.Api_Identity/);
  });

  test('to a queue are to send to it', () => {
    const grant = named(
      withBinding((stack) => new Queue(stack, 'Q')),
      'google_pubsub_topic_iam_member',
      'Api_May-BOUND',
    );
    expect(grant).toMatchObject({
      role: 'roles/pubsub.publisher',
      topic: expect.stringMatching(/^\$\{google_pubsub_topic\.Q_Topic/),
    });
  });

  test('to a table hold for its database alone', () => {
    const grant = named(
      withBinding((stack) => new Table(stack, 'T', { partitionKey: 'id' })),
      'google_project_iam_member',
      'Api_May-BOUND',
    );
    expect(grant.condition).toMatchObject({
      expression: expect.stringMatching(
        /^resource\.name == "projects\/shop-4711\/databases\/\$\{google_firestore_database\.T_Database_.+\.name\}"$/,
      ),
    });
  });

  test('come with a variable of the name', () => {
    const found = only(
      withBinding((stack) => new Bucket(stack, 'B')),
      'google_cloudfunctions2_function',
    );
    expect(found.service_config).toMatchObject({
      environment_variables: { BOUND: expect.stringMatching(/^\$\{google_storage_bucket\.B_Bucket_.+\.name\}$/) },
    });
  });
});

describe('refused is', () => {
  const binding = (bind: (stack: GoogleStack) => unknown, name = 'BOUND') =>
    problemsOf(() =>
      made((stack) => {
        const bindings = { [name]: bind(stack) as never };
        new ApiFunction(stack, 'Api', { entry: API, auth: 'none', environment: { TAKEN: '1' }, bindings });
      }),
    );

  test.each<[string, () => unknown]>([
    ['BUCKET_EXPIRY expireAfter', () => bucket({ expireAfter: hours(3) })],
    ['QUEUE_ATTEMPTS maxAttempts', () => queue({ maxAttempts: 4 })],
    ['QUEUE_ATTEMPTS maxAttempts', () => queue({ maxAttempts: 101 })],
    ['QUEUE_RETENTION retention', () => queue({ retention: minutes(9) })],
    ['TABLE_KEY sortKey', () => table({ sortKey: 'id' })],
    ['TABLE_TTL timeToLive', () => table({ timeToLive: 'id' })],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('a binding of a value that is not state', () => {
    expect(binding(() => 'text')).toEqual(['BINDING_TARGET bindings.BOUND']);
    const job = (stack: GoogleStack) => new ScheduledJob(stack, 'Job', { entry: JOB, schedule: 'every 5 minutes' });
    expect(binding(job)).toEqual(['BINDING_TARGET bindings.BOUND']);
  });

  test('a binding of a name that is taken, kept, or none', () => {
    const jobs = (stack: GoogleStack) => new Queue(stack, 'Jobs');
    for (const name of ['TAKEN', 'K_SERVICE', 'A-B']) {
      expect(binding(jobs, name)).toEqual([`BINDING_NAME bindings.${name}`]);
    }
  });

  test('access that is not supported', () => {
    expect(binding((stack) => readOnly(new Queue(stack, 'Jobs')))).toEqual(['BINDING_ACCESS bindings.BOUND']);
    expect(binding((stack) => writeOnly(new Secret(stack, 'Key')))).toEqual(['BINDING_ACCESS bindings.BOUND']);
  });
});
