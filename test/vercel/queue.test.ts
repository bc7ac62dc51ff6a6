import { days, describeApp, minutes, readOnly, seconds } from 'tradewind';
import { ApiFunction, Queue, type QueueProps, QueueWorker, type QueueWorkerProps } from 'tradewind/vercel';
import { problemsOf } from '../problems';
import { newApp } from './app';

const API = 'test/fixtures/handlers/orders.ts';
const WORK = 'test/conformance/handlers/worker.ts';

function withWorker(props: Partial<QueueWorkerProps> = {}) {
  const made = newApp();
  const worker = new QueueWorker(made.app, 'Mails', { entry: WORK, ...props });
  return { ...made, worker };
}

describe('Queue', () => {
  test('is two topics with names of its path, and no file', () => {
    const { app, synthesize } = newApp();
    const jobs = new Queue(app, 'Jobs');
    expect(jobs.topic).toMatch(/^jobs-[0-9a-f]{8}$/);
    expect(jobs.deadLetterTopic).toBe(`${jobs.topic}-dead`);
    expect(new Queue(newApp().app, 'Jobs').topic).toBe(jobs.topic);
    expect(Object.keys(synthesize())).toEqual(['config.json']);
  });

  test('grants bound functions send-only access', () => {
    const { app } = newApp();
    const jobs = new Queue<{ id: string }>(app, 'Jobs', { retention: days(1) });
    new ApiFunction(app, 'Desk', { entry: API, auth: 'none', routes: ['POST /desk'], bindings: { JOBS: jobs } });
    const desk = describeApp(app).constructs.find(({ kind }) => kind === 'ApiFunction')!;
    expect(desk.bindings).toMatchObject([
      { name: 'JOBS', target: 'Jobs', access: 'write', function: 'Desk/Function', client: { kind: 'queue' } },
    ]);
  });
});

describe('QueueWorker', () => {
  test('the whole inventory, each with its purpose', () => {
    const { worker, synthesize } = withWorker();
    const files = synthesize();
    expect(Object.keys(files)).toEqual([
      'config.json', // nothing: who calls the function is no client
      `functions/${worker.function.name}.func/.vc-config.json`, // the settings of the function, and what triggers it
    ]);
    expect(files['config.json']).toEqual({ version: 3, routes: [] });
    expect(worker.function.settings).toMatchObject({
      maxDuration: 30,
      experimentalTriggers: [
        {
          type: 'queue/v2beta',
          topic: worker.queue.topic,
          consumer: `__tw_S${worker.function.name.slice('_tw/'.length)}`,
          retryAfterSeconds: 5,
          maxConcurrency: 10,
        },
      ],
    });
  });

  test('has no limit of deliveries at the service, which would drop messages without a dead letter', () => {
    expect(withWorker({ maxAttempts: 2 }).worker.trigger).not.toHaveProperty('maxDeliveries');
  });

  test('creates a queue with its attempts, or uses the given one', () => {
    expect(withWorker({ maxAttempts: 3 }).worker.queue.maxAttempts).toBe(3);
    const { app } = newApp();
    const jobs = new Queue(app, 'Jobs', { maxAttempts: 7 });
    const worker = new QueueWorker(app, 'Mails', { entry: WORK, queue: jobs });
    expect([worker.queue, worker.trigger.topic]).toEqual([jobs, jobs.topic]);
  });

  test('takes settings that it has no props for', () => {
    const { worker } = withWorker({
      maxConcurrency: 2,
      overrides: { function: { regions: ['arn1'] }, trigger: { initialDelaySeconds: 3 } },
    });
    expect(worker.function.settings.regions).toEqual(['arn1']);
    expect(worker.trigger).toMatchObject({ initialDelaySeconds: 3, maxConcurrency: 2 });
  });

  test('explains its function, and is in the model', () => {
    const { app, worker } = withWorker();
    expect(describeApp(app).constructs.find(({ kind }) => kind === 'QueueWorker')).toMatchObject({
      provider: 'vercel',
      triggers: [{ kind: 'queue', on: 'messages of Mails/Messages', source: 'Mails/Messages' }],
      limits: { timeoutSeconds: 30, maxAttempts: 5, maxConcurrency: 10 },
      resources: [{ path: worker.function.node.path, purpose: 'Processes messages of Mails/Messages.' }],
    });
  });

  test('with idempotency keeps records under its own name in the Blob store', () => {
    const { app, worker } = withWorker({ idempotency: { key: 'order.id' } });
    expect(worker.idempotencyStore!.prefix).toMatch(/^mails-idempotency-[0-9a-f]{8}\/$/);
    expect(describeApp(app).constructs.find(({ path }) => path === 'Mails/Idempotency')).toMatchObject({
      kind: 'Bucket',
      resources: [{ purpose: expect.stringContaining('Records processed messages') }],
    });
    expect(withWorker().worker.idempotencyStore).toBeUndefined();
  });

  test('cannot send to its own trigger', () => {
    const { app, synthesize } = newApp();
    const jobs = new Queue(app, 'Jobs');
    new QueueWorker(app, 'Mails', { entry: WORK, queue: jobs, bindings: { JOBS: jobs } });
    expect(synthesize).toThrow(
      '[tradewind:LOOP] Mails/Function: the function triggers itself: Mails/Function writes to Jobs',
    );
  });
});

describe('refused is', () => {
  const queue = (props: QueueProps) => new Queue(newApp().app, 'Jobs', props);
  const taken = () => {
    const { app } = newApp();
    const jobs = new Queue(app, 'Jobs');
    new QueueWorker(app, 'First', { entry: WORK, queue: jobs });
    return new QueueWorker(app, 'Second', { entry: WORK, queue: jobs });
  };
  const read = () => {
    const { app } = newApp();
    const bindings = { JOBS: readOnly(new Queue(app, 'Jobs') as never) };
    return new ApiFunction(app, 'Desk', { entry: API, auth: 'none', bindings });
  };

  test.each<[string, () => unknown]>([
    ['UNSUPPORTED fifo', () => queue({ fifo: true })],
    ['UNSUPPORTED overrides', () => queue({ overrides: {} })],
    ['QUEUE_ATTEMPTS maxAttempts', () => queue({ maxAttempts: 0 })],
    ['QUEUE_RETENTION retention', () => queue({ retention: seconds(59) })],
    ['QUEUE_RETENTION retention', () => queue({ retention: days(8) })],
    ['UNSUPPORTED fifo', () => withWorker({ fifo: true })],
    ['IDEMPOTENCY_KEY idempotency.key', () => withWorker({ idempotency: { key: 'a b' } })],
    ['UNSUPPORTED maxInstances', () => withWorker({ maxInstances: 1 })],
    ['QUEUE_ATTEMPTS maxAttempts', () => withWorker({ maxAttempts: 1001 })],
    ['QUEUE_CONCURRENCY maxConcurrency', () => withWorker({ maxConcurrency: 0 })],
    ['TIMEOUT_MAX timeout', () => withWorker({ timeout: minutes(15) })],
    ['BINDING_TARGET bindings.IT', () => withWorker({ bindings: { IT: {} } })],
    ['QUEUE_GIVEN maxAttempts', () => withWorker({ queue: queue({}), maxAttempts: 3 })],
    ['QUEUE_GIVEN queue', () => withWorker({ queue: {} as Queue })],
    ['QUEUE_TAKEN queue', taken],
    ['BINDING_ACCESS bindings.JOBS', read],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('no props that state the fixed behaviour', () => {
    expect(problemsOf(() => withWorker({ fifo: false, batchSize: 100, batchWindow: minutes(1) }))).toEqual([]);
    expect(problemsOf(() => queue({ fifo: false }))).toEqual([]);
  });
});
