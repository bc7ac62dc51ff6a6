import { describeApp, minutes, seconds } from 'tradewind';
import {
  Bucket,
  ChangeProcessor,
  type ChangeProcessorProps,
  FileProcessor,
  type FileProcessorProps,
  type GoogleStack,
  Queue,
  QueueWorker,
  type QueueWorkerProps,
  Table,
  writeOnly,
} from 'tradewind/google';
import { inventory, newStack, only, problemsOf } from './terraform';

const entry = 'test/fixtures/handlers/worker.ts';

function made(declare: (stack: GoogleStack) => unknown) {
  const { app, stack, synthesize } = newStack();
  declare(stack);
  return { app, resources: synthesize().resource };
}

const worker = (props: Partial<QueueWorkerProps> = {}) =>
  made((stack) => new QueueWorker(stack, 'Worker', { entry, ...props }));
const files = (props: Partial<FileProcessorProps> = {}) =>
  made((stack) => new FileProcessor(stack, 'Intake', { entry, ...props }));
const changes = (props: Partial<ChangeProcessorProps> = {}) =>
  made((stack) => {
    const table = new Table(stack, 'Orders', { partitionKey: 'id', sortKey: 'at' });
    new ChangeProcessor(stack, 'Totals', { entry, table, ...props });
  });

/** Resources of every function. */
const FUNCTION = {
  google_storage_bucket_object: 1, // its code
  google_cloudfunctions2_function: 1, // does the work
  google_service_account: 3, // its identity, that of its caller, and that of builds
  google_project_iam_member: 3, // lets builds read code, keep images, and log
  google_cloud_run_v2_service_iam_member: 1, // lets the caller call
};

describe.each([
  [
    'QueueWorker',
    () => worker({ idempotency: { key: 'id' } }),
    {
      ...FUNCTION,
      google_project_service: 6, // four for functions, Pub/Sub, Firestore
      google_storage_bucket: 1, // code of the stack's functions
      google_pubsub_topic: 2, // messages, and dead letters
      google_pubsub_subscription: 2, // where either wait
      google_pubsub_topic_iam_member: 1, // lets Pub/Sub send dead letters
      google_pubsub_subscription_iam_member: 1, // and forget them here
      google_firestore_database: 1, // remembers what was done
      google_firestore_field: 1, // for a while
      google_project_iam_member: 4, // three for builds, and lets the function use the one database
    },
  ],
  [
    'FileProcessor',
    () => files(),
    {
      ...FUNCTION,
      google_project_service: 5, // four for functions, Pub/Sub
      google_storage_bucket: 2, // code, and where files arrive
      google_storage_bucket_iam_member: 1, // lets the function read them
      google_storage_notification: 1, // notifies the topic
      google_pubsub_topic: 2, // word of uploads, and dead letters
      google_pubsub_subscription: 2, // where either wait
      google_pubsub_topic_iam_member: 2, // lets Pub/Sub send dead letters, and Cloud Storage word of uploads
      google_pubsub_subscription_iam_member: 1, // and forget them here
    },
  ],
  [
    'ChangeProcessor',
    () => changes(),
    {
      ...FUNCTION,
      google_project_service: 7, // four for functions, Firestore, Eventarc, Pub/Sub
      google_storage_bucket: 1, // code of the stack's functions
      google_firestore_database: 1, // the table
      google_firestore_field: 1, // leaves items out of the index
      google_pubsub_topic: 1, // changes that were given up
      google_pubsub_subscription: 1, // keeps them
      google_pubsub_topic_iam_member: 1, // lets the function send them there
      google_project_iam_member: 4, // three for builds, and lets the caller receive events
    },
  ],
])('%s', (_, make, expected) => {
  test('the whole inventory, each with its purpose', () => {
    const { app, resources } = make();
    expect(inventory(resources)).toEqual(expected);
    const model = describeApp(app);
    const explained = [...model.shared, ...model.constructs.flatMap(({ resources: all }) => all)];
    const all = Object.values(resources).flatMap((found) => Object.keys(found));
    expect(explained).toHaveLength(all.length);
    for (const { purpose } of explained) expect(purpose).toMatch(/^[A-Z].+\.$/);
  });

  test('as Terraform is given it', () => {
    const { resources } = make();
    expect(resources.google_cloudfunctions2_function).toMatchSnapshot();
  });
});

describe('QueueWorker', () => {
  test('is pushed one message at a time, up to maxConcurrency', () => {
    const { resources } = worker({ maxConcurrency: 7, timeout: minutes(2) });
    expect(only(resources, 'google_cloudfunctions2_function').service_config).toMatchObject({
      max_instance_count: 7,
      max_instance_request_concurrency: 1,
    });
    const pushed = Object.values(resources.google_pubsub_subscription!).filter((each) => 'push_config' in each);
    expect(pushed).toEqual([
      expect.objectContaining({
        ack_deadline_seconds: 120,
        push_config: {
          push_endpoint: expect.stringMatching(/^\$\{google_cloudfunctions2_function\..+\.uri\}$/),
          oidc_token: expect.objectContaining({
            service_account_email: expect.stringMatching(/^\$\{google_service_account\.Worker_Caller/),
          }),
        },
      }),
    ]);
  });
});

describe('FileProcessor', () => {
  test('receives the events that match, once Cloud Storage has permission', () => {
    const { resources } = files({ prefix: 'inbox/', suffix: '.pdf', deletions: true });
    expect(only(resources, 'google_storage_notification')).toMatchObject({
      event_types: ['OBJECT_FINALIZE', 'OBJECT_DELETE', 'OBJECT_ARCHIVE'],
      object_name_prefix: 'inbox/',
      payload_format: 'JSON_API_V1',
      depends_on: [expect.stringMatching(/^google_pubsub_topic_iam_member\.Intake_MayTell/)],
    });
  });

  test('several have one bucket, and a topic each', () => {
    const { resources } = made((stack) => {
      const bucket = new Bucket(stack, 'Inbox');
      new FileProcessor(stack, 'One', { entry, bucket, prefix: 'one/' });
      new FileProcessor(stack, 'Two', { entry, bucket, prefix: 'two/' });
    });
    const notifications = Object.values(resources.google_storage_notification!);
    expect(new Set(notifications.map(({ bucket }) => bucket)).size).toBe(1);
    expect(new Set(notifications.map(({ topic }) => topic)).size).toBe(2);
  });
});

describe('ChangeProcessor', () => {
  test('is triggered by each document of the table, again if it fails', () => {
    const { resources } = changes();
    expect(only(resources, 'google_cloudfunctions2_function').event_trigger).toMatchObject({
      event_type: 'google.cloud.firestore.document.v1.written',
      trigger_region: 'europe-north1',
      retry_policy: 'RETRY_POLICY_RETRY',
      event_filters: [
        { attribute: 'database', value: expect.stringMatching(/^\$\{google_firestore_database\..+\.name\}$/) },
        { attribute: 'document', value: 'partitions/{partition}/items/{item}', operator: 'match-path-pattern' },
      ],
    });
  });

  test('is a loop when it writes to its own trigger', () => {
    expect(() =>
      made((stack) => {
        const table = new Table(stack, 'Orders', { partitionKey: 'id' });
        new ChangeProcessor(stack, 'Totals', { entry, table, bindings: { ORDERS: table } });
      }),
    ).toThrow(/LOOP.*Totals/s);
  });
});

test('a file processor writes to another prefix of its bucket, by a condition of IAM', () => {
  const { resources } = made((stack) => {
    const bucket = new Bucket(stack, 'Files');
    new FileProcessor(stack, 'Read', {
      entry,
      bucket,
      prefix: 'in/',
      bindings: { OUT: writeOnly(bucket, { prefix: 'out/' }) },
    });
  });
  const grants = Object.values(resources.google_storage_bucket_iam_member ?? {}) as unknown as {
    role: string;
    condition?: { expression: string };
  }[];
  expect(grants.filter(({ condition }) => condition !== undefined)).toEqual([
    expect.objectContaining({
      role: 'roles/storage.objectUser',
      condition: expect.objectContaining({
        expression: expect.stringMatching(/^resource\.name\.startsWith\("projects\/_\/buckets\/.+\/objects\/out\/"\)$/),
      }),
    }),
  ]);
  expect(grants.map(({ role }) => role)).not.toContain('roles/storage.legacyBucketWriter');
});

describe('refused is', () => {
  test.each<[string, () => unknown]>([
    ['UNSUPPORTED maxInstances', () => worker({ maxInstances: 3 })],
    ['UNSUPPORTED maxInstances', () => files({ maxInstances: 3 })],
    ['TIMEOUT_MAX timeout', () => worker({ timeout: seconds(601) })],
    ['QUEUE_ATTEMPTS maxAttempts', () => worker({ maxAttempts: 4 })],
    ['QUEUE_CONCURRENCY maxConcurrency', () => worker({ maxConcurrency: 0 })],
    ['IDEMPOTENCY_KEY idempotency.key', () => worker({ idempotency: { key: 'a b' } })],
    ['QUEUE_GIVEN queue', () => worker({ queue: {} as never })],
    ['TIMEOUT_MAX timeout', () => files({ timeout: seconds(601) })],
    ['QUEUE_ATTEMPTS maxAttempts', () => files({ maxAttempts: 101 })],
    ['QUEUE_CONCURRENCY maxConcurrency', () => files({ maxConcurrency: 1001 })],
    ['BUCKET_GIVEN bucket', () => files({ bucket: {} as never })],
    ['TIMEOUT_MAX timeout', () => changes({ timeout: seconds(541) })],
    ['UNSUPPORTED maxConcurrencyPerShard', () => changes({ maxConcurrencyPerShard: 2 })],
    ['UNSUPPORTED retries', () => changes({ retries: 2 })],
    ['TABLE_GIVEN table', () => changes({ table: {} as never })],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('properties of the queue, when the queue is given', () => {
    const make = () =>
      made((stack) => new QueueWorker(stack, 'W', { entry, queue: new Queue(stack, 'Q'), maxAttempts: 6, fifo: true }));
    expect(problemsOf(make)).toEqual(['QUEUE_GIVEN fifo', 'QUEUE_GIVEN maxAttempts']);
  });

  test('a second worker of one queue', () => {
    const make = () =>
      made((stack) => {
        const queue = new Queue(stack, 'Jobs');
        new QueueWorker(stack, 'One', { entry, queue });
        new QueueWorker(stack, 'Two', { entry, queue });
      });
    expect(problemsOf(make)).toEqual(['QUEUE_TAKEN queue']);
  });
});
