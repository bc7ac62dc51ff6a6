import { hours, minutes, seconds } from 'tradewind';
import { ApiFunction, Queue, QueueWorker } from 'tradewind/aws';
import * as google from 'tradewind/google';
import { App as CdktfApp } from 'tradewind/google';
import { handler, newStack, run, stopAll } from './app';

afterEach(stopAll);

interface Report {
  readonly queue: string;
  readonly names: readonly string[];
}

type Props = Partial<ConstructorParameters<typeof QueueWorker>[2]>;

function declare(props: Props = {}, queueProps: ConstructorParameters<typeof Queue>[2] = {}) {
  const stack = newStack();
  const jobs = new Queue(stack, 'Jobs', { maxAttempts: 3, ...queueProps });
  const reports = new Queue(stack, 'Reports');
  new ApiFunction(stack, 'Api', {
    entry: handler('api'),
    auth: 'none',
    routes: ['POST /send'],
    bindings: { JOBS: jobs },
  });
  new QueueWorker(stack, 'Worker', {
    entry: handler('worker'),
    queue: jobs,
    timeout: seconds(5),
    bindings: { REPORTS: reports },
    ...props,
  });
  return stack;
}

async function start(props?: Props, queueProps?: ConstructorParameters<typeof Queue>[2]) {
  const shop = await run(declare(props, queueProps));
  const batches = () => shop.queue<Report>('Shop/Reports').messages.map(({ body }) => body.names);
  return { shop, jobs: shop.queue('Shop/Jobs'), batches };
}

test('messages arrive in batches, and what is worked on is gone', async () => {
  const { shop, jobs, batches } = await start({ batchSize: 2, maxConcurrency: 2 });
  const messages = ['a', 'b', 'c'].map((name) => ({ body: { name } }));
  expect((await shop.fetch('/send', { method: 'POST', body: JSON.stringify({ messages }) })).status).toBe(204);
  await shop.settled();
  expect(batches().sort()).toEqual([['a:1', 'b:1'], ['c:1']]);
  expect([jobs.messages, jobs.deadLetters]).toEqual([[], []]);
});

test('a message that fails is delivered again by itself, and given up after its attempts; a redrive delivers it again', async () => {
  const { shop, jobs, batches } = await start();
  await jobs.send({ name: 'good' });
  await jobs.send({ name: 'poison', failUntil: 4 });
  await shop.settled();
  expect(batches()).toEqual([['good:1', 'poison:1'], ['poison:2'], ['poison:3']]);
  expect(jobs.deadLetters).toEqual([
    { id: expect.any(String), body: { name: 'poison', failUntil: 4 }, attempts: 3, reason: expect.any(String) },
  ]);
  expect(await jobs.redrive()).toBe(1);
  expect(jobs.deadLetters).toEqual([]);
  await shop.settled();
  expect(batches().slice(3)).toEqual([['poison:1'], ['poison:2'], ['poison:3']]);
  expect(jobs.deadLetters).toHaveLength(1);
});

test('by the clock, a failed message of SQS is hidden for six times the timeout', async () => {
  const { shop, jobs, batches } = await start();
  await jobs.send({ name: 'a', failUntil: 1 });
  await shop.clock.advance(seconds(29));
  expect(batches()).toEqual([['a:1']]);
  await shop.clock.advance(seconds(1));
  expect(batches()).toEqual([['a:1'], ['a:2']]);
});

test('delays of senders and of handlers wait for the clock', async () => {
  const { shop, jobs, batches } = await start();
  await jobs.send({ name: 'late' }, { delaySeconds: 60 });
  await jobs.send({ name: 'slow', failUntil: 1, retryAfter: 90 });
  await shop.settled();
  expect(batches()).toEqual([['slow:1']]);
  await shop.clock.advance(minutes(1));
  expect(batches()).toEqual([['slow:1'], ['late:1']]);
  await shop.clock.advance(minutes(1));
  expect(batches()).toEqual([['slow:1'], ['late:1'], ['slow:2']]);
});

test('a crash of the worker fails the whole batch, and the engine goes on', async () => {
  const { shop, jobs } = await start({}, { maxAttempts: 2 });
  await jobs.send({ name: 'bomb', crash: true });
  await jobs.send({ name: 'near' });
  await shop.settled();
  expect(jobs.deadLetters.map(({ reason }) => reason)).toEqual(Array(2).fill('the function exited with code 1'));
  await jobs.send({ name: 'next' });
  await shop.settled();
  expect(jobs.messages).toEqual([]);
});

test('a FIFO queue keeps the order of each group, and drops duplicates for five minutes', async () => {
  const { shop, jobs, batches } = await start({ batchSize: 1, maxConcurrency: 5 }, { fifo: true, maxAttempts: 5 });
  for (const name of ['a1', 'a2', 'b1', 'a1']) {
    await jobs.send({ name, failUntil: name === 'a1' ? 1 : 0 }, { group: name[0] });
  }
  await shop.settled();
  expect(
    batches()
      .flat()
      .filter((name) => name.startsWith('a')),
  ).toEqual(['a1:1', 'a1:2', 'a2:1']);
  expect(batches().flat()).toContain('b1:1');
});

test('what a queue does not accept is refused, and named by its position', async () => {
  const { shop } = await start();
  const messages = [{ body: { name: 'a' } }, { body: { name: 'b' }, options: { delaySeconds: 901 } }];
  const refused = await shop.fetch('/send', { method: 'POST', body: JSON.stringify({ messages }) });
  expect([refused.status, await refused.json()]).toEqual([
    422,
    [{ index: 1, reason: '[tradewind:QUEUE_DELAY] delaySeconds is 901. Fix: give whole seconds from 0 to 900.' }],
  ]);
});

test('a message over the size of the provider is refused', async () => {
  const { shop } = await start();
  const messages = [{ body: 'x'.repeat(1_048_577) }];
  const refused = await shop.fetch('/send', { method: 'POST', body: JSON.stringify({ messages }) });
  const reason = '[tradewind:QUEUE_SIZE] The message has 1048577 bytes. Fix: send at most 1048576.';
  expect([refused.status, await refused.json()]).toEqual([422, [{ index: 0, reason }]]);
});

test('with idempotency, a message of the same key is worked on once', async () => {
  const { shop, jobs, batches } = await start({ idempotency: { key: 'name' } });
  await jobs.send({ name: 'a', number: 1 });
  await shop.settled();
  await jobs.send({ name: 'a', number: 2 });
  await jobs.send({ name: 'b' });
  await shop.settled();
  expect(batches()).toEqual([['a:1'], ['b:1']]);
  await shop.clock.advance(hours(25));
  await jobs.send({ name: 'a' });
  await shop.settled();
  expect(batches()).toEqual([['a:1'], ['b:1'], ['a:1']]);
});

test('a native handler answers for each message, as on Lambda', async () => {
  const { shop, jobs } = await start({ entry: handler('native-aws') }, { maxAttempts: 1 });
  await jobs.send({ name: 'good' });
  await jobs.send({ name: 'bad' });
  await shop.settled();
  expect(jobs.deadLetters.map(({ body }) => body)).toEqual([{ name: 'bad' }]);
});

test('an app of Google Cloud has batches of one, and refuses delays', async () => {
  const app = new CdktfApp();
  const stack = new google.GoogleStack(app, 'Shop', { project: 'shop-4711', region: 'europe-north1' });
  const jobs = new google.Queue(stack, 'Jobs', { maxAttempts: 5 });
  const reports = new google.Queue(stack, 'Reports');
  new google.ApiFunction(stack, 'Api', {
    entry: handler('api'),
    auth: 'none',
    routes: ['POST /send'],
    bindings: { JOBS: jobs },
  });
  new google.QueueWorker(stack, 'Worker', {
    entry: handler('worker'),
    queue: jobs,
    batchSize: 10,
    bindings: { REPORTS: reports },
  });
  const shop = await run(app);
  const messages = ['a', 'b'].map((name) => ({ body: { name } }));
  await shop.fetch('/send', { method: 'POST', body: JSON.stringify({ messages }) });
  await shop.settled();
  const sent = shop.queue<Report>('Shop/Reports').messages.map(({ body }) => body.names);
  expect(sent.sort()).toEqual([['a:1'], ['b:1']]);
  const late = { messages: [{ body: { name: 'c' }, options: { delaySeconds: 1 } }] };
  expect((await shop.fetch('/send', { method: 'POST', body: JSON.stringify(late) })).status).toBe(422);
});
