import { describeApp, seconds } from 'tradewind';
import {
  ApiFunction,
  Bucket,
  ChangeProcessor,
  type ChangeProcessorProps,
  FileProcessor,
  type FileProcessorProps,
  Queue,
  QueueWorker,
  type QueueWorkerProps,
  Table,
  writeOnly,
} from 'tradewind/cloudflare';
import { inventory, only, problemsOf, synthesize } from './synthesize';

const entry = 'test/fixtures/handlers/worker.ts';

const worker = (props: Partial<QueueWorkerProps> = {}) =>
  synthesize((stack) => new QueueWorker(stack, 'Worker', { entry, ...props }));
const files = (props: Partial<FileProcessorProps> = {}) =>
  synthesize((stack) => new FileProcessor(stack, 'Intake', { entry, ...props }));
const changes = (props: Partial<ChangeProcessorProps> = {}) =>
  synthesize((stack) => {
    const table = new Table(stack, 'Orders', { partitionKey: 'id' });
    new ChangeProcessor(stack, 'Totals', { entry, table, ...props });
  });

describe('QueueWorker', () => {
  test('the whole inventory, each with its purpose', () => {
    const { app, resources } = worker();
    expect(inventory(resources)).toEqual({
      cloudflare_queue: 2, // messages, and those that failed
      cloudflare_queue_consumer: 1, // triggers the worker
      cloudflare_workers_script: 1, // does the work
    });
    expect(resources).toMatchSnapshot();
    const explained = describeApp(app).constructs.flatMap(({ resources: all }) => all.map(({ type }) => type));
    expect(new Set(explained)).toEqual(new Set(Object.keys(resources)));
    expect(explained).toHaveLength(4);
  });

  test('is triggered by batches, with the attempts of the queue', () => {
    const { resources } = synthesize((stack) => {
      const queue = new Queue(stack, 'Jobs', { maxAttempts: 3 });
      new QueueWorker(stack, 'Worker', { entry, queue, batchSize: 50, batchWindow: seconds(5), maxConcurrency: 4 });
    });
    expect(only(resources, 'cloudflare_queue_consumer')).toMatchObject({
      type: 'worker',
      script_name: expect.stringMatching(/^\$\{cloudflare_workers_script\./),
      dead_letter_queue: expect.stringMatching(/^\$\{cloudflare_queue\.Jobs_DeadLetters/),
      // The first delivery is no retry.
      settings: { batch_size: 50, max_retries: 2, max_wait_time_ms: 5000, max_concurrency: 4 },
    });
  });

  test('records processed messages in its own database', () => {
    const { resources } = worker({ idempotency: { key: 'order.id' } });
    expect(inventory(resources)).toMatchObject({ cloudflare_d1_database: 1 });
    expect(only(resources, 'cloudflare_workers_script').bindings).toEqual([
      {
        name: 'TRADEWIND_ONCE',
        type: 'd1',
        id: expect.stringMatching(/^\$\{cloudflare_d1_database\.Worker_Idempotency/),
      },
    ]);
  });

  test('leaves its concurrency to Cloudflare, unless it is set', () => {
    expect(only(worker().resources, 'cloudflare_queue_consumer').settings).not.toHaveProperty('max_concurrency');
  });
});

describe('FileProcessor', () => {
  test('the whole inventory, each with its purpose', () => {
    const { app, resources } = files();
    expect(inventory(resources)).toEqual({
      cloudflare_r2_bucket: 1, // where files arrive
      cloudflare_r2_bucket_event_notification: 1, // notifies the queue
      cloudflare_queue: 2, // uploads that wait, and those that failed
      cloudflare_queue_consumer: 1, // triggers the worker
      cloudflare_workers_script: 1, // does the work
    });
    expect(resources).toMatchSnapshot();
    const explained = describeApp(app).constructs.flatMap(({ resources: all }) => all.map(({ type }) => type));
    expect(new Set(explained)).toEqual(new Set(Object.keys(resources)));
  });

  test('receives the events that match, once a consumer exists', () => {
    const { resources } = files({ prefix: 'inbox/', suffix: '.pdf', deletions: true });
    const notification = only(resources, 'cloudflare_r2_bucket_event_notification');
    const created = ['PutObject', 'CopyObject', 'CompleteMultipartUpload'];
    expect(notification.rules).toEqual([
      { actions: [...created, 'DeleteObject', 'LifecycleDeletion'], prefix: 'inbox/', suffix: '.pdf' },
    ]);
    expect(notification.depends_on).toEqual([expect.stringMatching(/^cloudflare_queue_consumer\./)]);
  });

  test('several have one bucket, and a queue each', () => {
    const { resources } = synthesize((stack) => {
      const bucket = new Bucket(stack, 'Inbox');
      new FileProcessor(stack, 'One', { entry, bucket, prefix: 'one/' });
      new FileProcessor(stack, 'Two', { entry, bucket, prefix: 'two/' });
    });
    expect(inventory(resources)).toMatchObject({ cloudflare_r2_bucket: 1, cloudflare_r2_bucket_event_notification: 2 });
    const queues = Object.values(resources.cloudflare_r2_bucket_event_notification!).map(({ queue_id }) => queue_id);
    expect(new Set(queues).size).toBe(2);
  });

  test('reads its bucket', () => {
    expect(only(files().resources, 'cloudflare_workers_script').bindings).toEqual([
      { name: 'BUCKET', type: 'r2_bucket', bucket_name: expect.stringMatching(/^\$\{cloudflare_r2_bucket\./) },
    ]);
  });
});

describe('ChangeProcessor', () => {
  test('the whole inventory, each with its purpose', () => {
    const { app, resources } = changes();
    expect(inventory(resources)).toEqual({
      cloudflare_d1_database: 1, // keeps items and the outbox
      cloudflare_queue: 1, // triggers the worker
      cloudflare_queue_consumer: 1, // one batch at a time
      cloudflare_workers_script: 1, // does the work
      cloudflare_workers_cron_trigger: 1, // looks after what was missed
    });
    expect(resources).toMatchSnapshot();
    const explained = describeApp(app).constructs.flatMap(({ resources: all }) => all.map(({ type }) => type));
    expect(explained.sort()).toEqual(Object.keys(resources).sort());
  });

  test('processes one batch at a time, which keeps the order', () => {
    expect(only(changes().resources, 'cloudflare_queue_consumer').settings).toMatchObject({ max_concurrency: 1 });
  });

  test.each(['out/', 'in/done/'])('below in/ and written to below %s of one bucket', (prefix) => {
    const declare = () =>
      synthesize((stack) => {
        const bucket = new Bucket(stack, 'Files');
        const bindings = { OUT: writeOnly(bucket, { prefix }) };
        new FileProcessor(stack, 'Read', { entry, bucket, prefix: 'in/', bindings });
      });
    if (prefix === 'out/') expect(declare).not.toThrow();
    else expect(declare).toThrow(/LOOP.*in\/done\/\*/s);
  });

  test('is a loop when it writes to its own trigger', () => {
    expect(() =>
      synthesize((stack) => {
        const table = new Table(stack, 'Orders', { partitionKey: 'id' });
        new ChangeProcessor(stack, 'Totals', { entry, table, bindings: { ORDERS: table } });
      }),
    ).toThrow(/LOOP.*Totals/s);
  });
});

describe('refused is', () => {
  test.each<[string, () => unknown]>([
    ['QUEUE_BATCH batchSize', () => worker({ batchSize: 101 })],
    ['BATCH_WINDOW batchWindow', () => worker({ batchWindow: seconds(61) })],
    ['QUEUE_CONCURRENCY maxConcurrency', () => worker({ maxConcurrency: 251 })],
    ['QUEUE_ATTEMPTS maxAttempts', () => worker({ maxAttempts: 0 })],
    ['UNSUPPORTED fifo', () => worker({ fifo: true })],
    ['IDEMPOTENCY_KEY idempotency.key', () => worker({ idempotency: { key: 'a b' } })],
    ['UNSUPPORTED memory', () => worker({ memory: 512 })],
    ['QUEUE_GIVEN queue', () => worker({ queue: {} as never })],
    ['QUEUE_ATTEMPTS maxAttempts', () => files({ maxAttempts: 102 })],
    ['QUEUE_CONCURRENCY maxConcurrency', () => files({ maxConcurrency: 0 })],
    ['BUCKET_GIVEN bucket', () => files({ bucket: {} as never })],
    ['CHANGE_BATCH batchSize', () => changes({ batchSize: 1001 })],
    ['BATCH_WINDOW batchWindow', () => changes({ batchWindow: seconds(61) })],
    ['CHANGE_RETRIES retries', () => changes({ retries: -1 })],
    ['UNSUPPORTED maxConcurrencyPerShard', () => changes({ maxConcurrencyPerShard: 2 })],
    ['TABLE_GIVEN table', () => changes({ table: {} as never })],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('properties of the queue, when the queue is given', () => {
    const make = () =>
      synthesize(
        (stack) => new QueueWorker(stack, 'Worker', { entry, queue: new Queue(stack, 'Jobs'), maxAttempts: 3 }),
      );
    expect(problemsOf(make)).toEqual(['QUEUE_GIVEN maxAttempts']);
  });

  test('a second worker of one queue', () => {
    const make = () =>
      synthesize((stack) => {
        const queue = new Queue(stack, 'Jobs');
        new QueueWorker(stack, 'One', { entry, queue });
        new QueueWorker(stack, 'Two', { entry, queue });
      });
    expect(problemsOf(make)).toEqual(['QUEUE_TAKEN queue']);
  });

  test('not a queue with a sender and a worker', () => {
    const make = () =>
      synthesize((stack) => {
        const queue = new Queue(stack, 'Jobs');
        new ApiFunction(stack, 'Desk', {
          entry: 'test/fixtures/handlers/orders.ts',
          auth: 'none',
          bindings: { QUEUE: queue },
        });
        new QueueWorker(stack, 'One', { entry, queue });
      });
    expect(problemsOf(make)).toEqual([]);
  });
});
