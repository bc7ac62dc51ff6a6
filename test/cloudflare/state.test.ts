import { days, hours, readOnly, seconds, writeOnly } from 'tradewind';
import {
  ApiFunction,
  Bucket,
  type BucketProps,
  ChangeProcessor,
  Queue,
  type QueueProps,
  ScheduledJob,
  Secret,
  Table,
  type TableProps,
} from 'tradewind/cloudflare';
import { inventory, only, problemsOf, synthesize } from './synthesize';

const API = 'test/fixtures/handlers/orders.ts';
const WORK = 'test/fixtures/handlers/worker.ts';

const bucket = (props?: BucketProps) => synthesize((stack) => new Bucket(stack, 'Photos', props));
const table = (props: Partial<TableProps> = {}) =>
  synthesize((stack) => new Table(stack, 'Orders', { partitionKey: 'id', ...props }));
const queue = (props?: QueueProps) => synthesize((stack) => new Queue(stack, 'Jobs', props));

describe('a bucket', () => {
  test('is one resource, which Terraform does not delete', () => {
    const { resources } = bucket();
    expect(inventory(resources)).toEqual({ cloudflare_r2_bucket: 1 }); // keeps the objects
    expect(only(resources, 'cloudflare_r2_bucket')).toMatchObject({
      name: expect.stringMatching(/^shop-photos-[0-9a-f]{8}$/),
      lifecycle: { prevent_destroy: true },
    });
  });

  test('is deleted with its construct on request', () => {
    expect(only(bucket({ removalPolicy: 'destroy' }).resources, 'cloudflare_r2_bucket').lifecycle).toBeUndefined();
  });

  test('deletes old items', () => {
    const { resources } = bucket({ expireAfter: days(30) });
    expect(inventory(resources)).toEqual({ cloudflare_r2_bucket: 1, cloudflare_r2_bucket_lifecycle: 1 });
    const lifecycle = only(resources, 'cloudflare_r2_bucket_lifecycle');
    expect(lifecycle.bucket_name).toMatch(/^\$\{cloudflare_r2_bucket\..+\.name\}$/);
    expect(lifecycle.rules).toEqual([
      {
        id: 'expire',
        enabled: true,
        conditions: { prefix: '' },
        delete_objects_transition: { condition: { type: 'Age', max_age: 2_592_000 } },
      },
    ]);
  });

  test('is in the given location', () => {
    expect(
      only(bucket({ overrides: { bucket: { location: 'eeur' } } }).resources, 'cloudflare_r2_bucket').location,
    ).toBe('eeur');
  });
});

describe('a table', () => {
  test('is one database, without replicas that lag behind', () => {
    const { resources } = table();
    expect(inventory(resources)).toEqual({ cloudflare_d1_database: 1 }); // keeps the items and the outbox
    expect(only(resources, 'cloudflare_d1_database')).toMatchObject({
      read_replication: { mode: 'disabled' },
      lifecycle: { prevent_destroy: true },
    });
  });

  test.each(['before', 'after'])('gives those who write the queues of those who follow, declared %s them', (when) => {
    const { resources } = synthesize((stack) => {
      const orders = new Table(stack, 'Orders', { partitionKey: 'id' });
      const follow = () => new ChangeProcessor(stack, 'Totals', { entry: WORK, table: orders });
      if (when === 'before') follow();
      new ApiFunction(stack, 'Api', { entry: API, auth: 'none', bindings: { ORDERS: orders } });
      if (when === 'after') follow();
    });
    expect(only(resources, 'cloudflare_workers_script', 'Api').bindings).toEqual([
      { name: 'ORDERS', type: 'd1', id: expect.stringMatching(/^\$\{cloudflare_d1_database\.Orders_.*\.id\}$/) },
      { name: 'ORDERS_FOLLOWERS', type: 'plain_text', text: '["Shop/Totals"]' },
      {
        name: 'ORDERS_FOLLOWER_0',
        type: 'queue',
        queue_name: expect.stringMatching(/^\$\{cloudflare_queue\.Totals_Wake_/),
      },
    ]);
  });
});

describe('a queue', () => {
  test('is two queues, one of them for failures', () => {
    const { resources } = queue();
    expect(inventory(resources)).toEqual({ cloudflare_queue: 2 }); // messages, and dead letters
    expect(only(resources, 'cloudflare_queue', 'Jobs_Queue').settings).toEqual({ message_retention_period: 345_600 });
    expect(only(resources, 'cloudflare_queue', 'Jobs_DeadLetters').settings).toEqual({
      message_retention_period: 1_209_600,
    });
  });
});

describe('bindings', () => {
  test('are all that a script reaches', () => {
    const { resources } = synthesize((stack) => {
      const called = new ApiFunction(stack, 'Called', { entry: API, auth: 'none' });
      new ApiFunction(stack, 'Api', {
        entry: API,
        auth: 'none',
        environment: { GREETING: 'hello' },
        bindings: {
          PHOTOS: readOnly(new Bucket(stack, 'Photos')),
          ORDERS: new Table(stack, 'Orders', { partitionKey: 'id' }),
          JOBS: writeOnly(new Queue(stack, 'Jobs')),
          KEY: new Secret(stack, 'Key'),
          CALLED: called,
        },
      });
    });
    expect(only(resources, 'cloudflare_workers_script', 'Api').bindings).toEqual([
      { name: 'GREETING', type: 'plain_text', text: 'hello' },
      { name: 'PHOTOS', type: 'r2_bucket', bucket_name: expect.stringMatching(/^\$\{cloudflare_r2_bucket\./) },
      { name: 'ORDERS', type: 'd1', id: expect.stringMatching(/^\$\{cloudflare_d1_database\./) },
      { name: 'JOBS', type: 'queue', queue_name: expect.stringMatching(/^\$\{cloudflare_queue\.Jobs_Queue/) },
      { name: 'CALLED', type: 'service', service: expect.stringMatching(/^\$\{cloudflare_workers_script\.Called/) },
    ]);
  });

  test('of secrets leave nothing in the output but the name', () => {
    let secret: Secret | undefined;
    const { resources } = synthesize((stack) => {
      secret = new Secret(stack, 'ApiKey');
      new ApiFunction(stack, 'Api', { entry: API, auth: 'none', bindings: { KEY: secret } });
    });
    expect(secret!.variable).toBe('SHOP_API_KEY');
    const script = only(resources, 'cloudflare_workers_script');
    expect(script.bindings).toEqual([]);
    // What is set by hand outlasts deployments.
    expect(script.keep_bindings).toContain('secret_text');
  });
});

describe('refused is', () => {
  const withBinding = (make: (stack: Parameters<Parameters<typeof synthesize>[0]>[0]) => unknown, name = 'BOUND') =>
    problemsOf(() =>
      synthesize((stack) => {
        const bindings = { [name]: make(stack) as never };
        new ApiFunction(stack, 'Api', { entry: API, auth: 'none', environment: { TAKEN: '1' }, bindings });
      }),
    );

  test.each<[string, () => unknown]>([
    ['UNSUPPORTED versioned', () => bucket({ versioned: true })],
    ['BUCKET_EXPIRY expireAfter', () => bucket({ expireAfter: hours(3) })],
    ['UNSUPPORTED fifo', () => queue({ fifo: true })],
    ['QUEUE_ATTEMPTS maxAttempts', () => queue({ maxAttempts: 102 })],
    ['QUEUE_RETENTION retention', () => queue({ retention: seconds(59) })],
    ['TABLE_KEY sortKey', () => table({ sortKey: 'id' })],
    [
      'ENV_KEY overrides.variable',
      () => synthesize((stack) => new Secret(stack, 'Key', { overrides: { variable: 'a-b' } })),
    ],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('settings without effect are not', () => {
    expect(problemsOf(() => [bucket({ versioned: false }), queue({ fifo: false })])).toEqual([]);
  });

  test('a binding of a value that is not state', () => {
    expect(withBinding(() => 'text')).toEqual(['BINDING_TARGET bindings.BOUND']);
    expect(
      withBinding((stack) => new ScheduledJob(stack, 'Job', { entry: WORK, schedule: 'every 5 minutes' })),
    ).toEqual(['BINDING_TARGET bindings.BOUND']);
  });

  test('a binding of a name that is taken, or none', () => {
    expect(withBinding((stack) => new Queue(stack, 'Jobs'), 'TAKEN')).toEqual(['BINDING_NAME bindings.TAKEN']);
    expect(withBinding((stack) => new Queue(stack, 'Jobs'), 'A-B')).toEqual(['BINDING_NAME bindings.A-B']);
  });

  test('access that is not supported', () => {
    expect(withBinding((stack) => readOnly(new Queue(stack, 'Jobs')))).toEqual(['BINDING_ACCESS bindings.BOUND']);
    expect(withBinding((stack) => writeOnly(new Secret(stack, 'Key')))).toEqual(['BINDING_ACCESS bindings.BOUND']);
  });
});
