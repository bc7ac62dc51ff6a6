import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describeApp, minutes, readOnly, seconds } from 'tradewind';
import { ApiFunction, Queue, type QueueProps, QueueWorker, type QueueWorkerProps } from 'tradewind/netlify';
import { problemsOf } from '../problems';
import { newSite } from './site';

const API = 'test/fixtures/handlers/orders.ts';
const WORK = 'test/conformance/handlers/worker.ts';

function withWorker(props: Partial<QueueWorkerProps> = {}) {
  const made = newSite();
  const worker = new QueueWorker(made.site, 'Mails', { entry: WORK, ...props });
  return { ...made, worker };
}

describe('Queue', () => {
  test('is a store with a name of its path, which leaves room for a deploy context', () => {
    const { site } = newSite();
    const jobs = new Queue(site, 'Jobs');
    expect(jobs.storeName).toMatch(/^jobs-[0-9a-f]{8}$/);
    expect(new Queue(newSite().site, 'Jobs').storeName).toBe(jobs.storeName);
    expect(new Queue(site, 'J'.repeat(80)).storeName.length).toBeLessThanOrEqual(45);
  });

  test('grants bound functions send-only access', () => {
    const { site } = newSite();
    const jobs = new Queue<{ id: string }>(site, 'Jobs');
    new ApiFunction(site, 'Desk', { entry: API, auth: 'none', routes: ['POST /desk'], bindings: { JOBS: jobs } });
    const desk = describeApp(site).constructs.find(({ kind }) => kind === 'ApiFunction')!;
    expect(desk.bindings).toMatchObject([
      { name: 'JOBS', target: 'Jobs', access: 'write', function: 'Desk/Function', client: { kind: 'queue' } },
    ]);
  });
});

describe('QueueWorker', () => {
  test('the whole inventory, each with its purpose', () => {
    const { root, site } = newSite({});
    const { queue } = new QueueWorker(site, 'Mails', { entry: WORK });
    const { directory } = site.synth();
    expect(path.relative(root, directory)).toBe('.netlify/v1/functions');
    expect(readdirSync(directory).sort()).toEqual([
      `${queue.storeName}-sweep`, // finds what was left behind
      `${queue.storeName}-worker`, // works on messages
    ]);
  });

  test('works in the background, and is swept each minute', () => {
    const { worker } = withWorker();
    expect(worker.function.config).toEqual({
      generator: 'tradewind',
      nodeVersion: '24',
      includedFiles: ['**'],
      background: true,
    });
    expect(worker.sweep.config).toEqual({
      generator: 'tradewind',
      nodeVersion: '24',
      includedFiles: ['**'],
      schedule: '* * * * *',
    });
  });

  test('creates a queue with its attempts, or uses the given one', () => {
    expect(withWorker({ maxAttempts: 3 }).worker.queue.maxAttempts).toBe(3);
    const { site } = newSite();
    const jobs = new Queue(site, 'Jobs', { maxAttempts: 7 });
    const worker = new QueueWorker(site, 'Mails', { entry: WORK, queue: jobs });
    expect([worker.queue, worker.function.name]).toEqual([jobs, `${jobs.storeName}-worker`]);
  });

  test('is named after the queue, so that a renamed worker finds its messages, and two queues share nothing', () => {
    const { site } = newSite();
    const first = new Queue(site, 'First');
    const before = new QueueWorker(newSite().site, 'Old', { entry: WORK, queue: new Queue(newSite().site, 'First') });
    const after = new QueueWorker(site, 'New', { entry: WORK, queue: first });
    const other = new QueueWorker(site, 'Other', { entry: WORK, queue: new Queue(site, 'Second') });
    expect(after.function.name).toBe(before.function.name);
    expect(new Set([after, other].flatMap((each) => [each.function.name, each.sweep.name])).size).toBe(4);
  });

  test('takes settings that it has no props for', () => {
    const { worker } = withWorker({ overrides: { function: { region: 'fra' } } });
    expect(worker.function.config).toMatchObject({ region: 'fra', background: true });
  });

  test('explains its functions, and is in the model', () => {
    const { site, worker } = withWorker();
    expect(describeApp(site).constructs.find(({ kind }) => kind === 'QueueWorker')).toMatchObject({
      provider: 'netlify',
      triggers: [
        { kind: 'queue', on: 'messages of Mails/Messages', source: 'Mails/Messages', function: 'Mails/Function' },
        { kind: 'schedule', on: 'every minute', function: 'Mails/Sweep/Function' },
      ],
      limits: { timeoutSeconds: 30, maxAttempts: 5, maxConcurrency: 10 },
      resources: [
        { path: worker.function.node.path, purpose: 'Processes messages of Mails/Messages.' },
        { path: worker.sweep.node.path, purpose: 'Starts the worker when a message of Mails/Messages is due.' },
      ],
    });
  });

  test('passes all settings to its functions', () => {
    const { root, site } = newSite({});
    const settings = { idempotency: { key: 'order.id' }, maxConcurrency: 3, batchSize: 20, timeout: minutes(2) };
    new QueueWorker(site, 'Mails', { entry: WORK, maxAttempts: 4, ...settings });
    const { directory } = site.synth();
    expect(path.relative(root, directory)).toBe('.netlify/v1/functions');
    const told = readdirSync(directory).map((name) => {
      const code = readFileSync(path.join(directory, name, 'index.mjs'), 'utf8');
      const [, options] = /\{options:(\{.*\})\}\),\w+=\{generator/.exec(code)!;
      return runInNewContext(`(${options!.replace(/-[0-9a-f]{8}\b/g, '-HASH')})`);
    });
    expect(told).toMatchSnapshot();
  });

  test('cannot send to its own trigger', () => {
    const { site } = newSite();
    const jobs = new Queue(site, 'Jobs');
    new QueueWorker(site, 'Mails', { entry: WORK, queue: jobs, bindings: { JOBS: jobs } });
    expect(() => site.synth()).toThrow(
      '[tradewind:LOOP] Mails/Function: the function triggers itself: Mails/Function writes to Jobs',
    );
  });
});

describe('refused is', () => {
  const queue = (props: QueueProps) => new Queue(newSite().site, 'Jobs', props);
  const taken = () => {
    const { site } = newSite();
    const jobs = new Queue(site, 'Jobs');
    new QueueWorker(site, 'First', { entry: WORK, queue: jobs });
    return new QueueWorker(site, 'Second', { entry: WORK, queue: jobs });
  };
  const read = () => {
    const { site } = newSite();
    const bindings = { JOBS: readOnly(new Queue(site, 'Jobs') as never) };
    return new ApiFunction(site, 'Desk', { entry: API, auth: 'none', bindings });
  };

  test.each<[string, () => unknown]>([
    ['UNSUPPORTED fifo', () => queue({ fifo: true })],
    ['UNSUPPORTED overrides', () => queue({ overrides: {} })],
    ['QUEUE_ATTEMPTS maxAttempts', () => queue({ maxAttempts: 0 })],
    ['UNSUPPORTED fifo', () => withWorker({ fifo: true })],
    ['UNSUPPORTED batchWindow', () => withWorker({ batchWindow: minutes(1) })],
    ['QUEUE_CONCURRENCY maxConcurrency', () => withWorker({ maxConcurrency: 0 })],
    ['QUEUE_CONCURRENCY maxConcurrency', () => withWorker({ maxConcurrency: 101 })],
    ['IDEMPOTENCY_KEY idempotency.key', () => withWorker({ idempotency: { key: 'order number' } })],
    ['UNSUPPORTED maxInstances', () => withWorker({ maxInstances: 1 })],
    ['QUEUE_ATTEMPTS maxAttempts', () => withWorker({ maxAttempts: 1001 })],
    ['QUEUE_BATCH batchSize', () => withWorker({ batchSize: 0 })],
    ['QUEUE_BATCH batchSize', () => withWorker({ batchSize: 101 })],
    ['TIMEOUT_MAX timeout', () => withWorker({ timeout: seconds(781) })],
    ['BINDING_TARGET bindings.IT', () => withWorker({ bindings: { IT: {} } })],
    ['QUEUE_GIVEN maxAttempts', () => withWorker({ queue: queue({}), maxAttempts: 3 })],
    ['QUEUE_GIVEN queue', () => withWorker({ queue: {} as Queue })],
    ['QUEUE_TAKEN queue', taken],
    ['BINDING_ACCESS bindings.JOBS', read],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('no props that state the fixed behaviour', () => {
    expect(problemsOf(() => withWorker({ fifo: false, batchSize: 100 }))).toEqual([]);
    expect(problemsOf(() => queue({ fifo: false }))).toEqual([]);
  });
});
