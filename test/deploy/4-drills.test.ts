import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { database, sqs } from './account';
import { output, runCdk } from './cdk';
import type { Task } from './drills/worker';
import { eventually } from './wait';

// Failures and floods; RELIABILITY.md lists the results.

beforeAll(() => {
  runCdk(
    'deploy',
    '--app',
    'node --import tsx drills/app.ts',
    '--all',
    '--require-approval',
    'never',
    '--outputs-file',
    'drills.json',
    '--output',
    'drills.out',
  );
}, 120_000);
afterAll(() => {
  runCdk('destroy', '--app', 'node --import tsx drills/app.ts', '--all', '--force', '--output', 'drills.out');
}, 120_000);

const queue = (name: string) => output('Drill', `${name}`, 'drills.json');

async function send(name: string, tasks: readonly Task[]): Promise<void> {
  for (let start = 0; start < tasks.length; start += 10) {
    const Entries = tasks
      .slice(start, start + 10)
      .map((task, Id) => ({ Id: `${Id}`, MessageBody: JSON.stringify(task) }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue(`${name}Queue`), Entries }));
    expect(Failed).toEqual([]);
  }
}

/** Returns the ids of finished work, one for each time. */
async function done(drill: string): Promise<string[]> {
  const ids: string[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await database.send(
      new QueryCommand({
        TableName: queue('LedgerTable'),
        KeyConditionExpression: 'drill = :drill',
        ExpressionAttributeValues: { ':drill': drill },
        ExclusiveStartKey,
      }),
    );
    ids.push(...(page.Items ?? []).flatMap((item) => item.ids as string[]));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return ids.sort();
}

async function waiting(name: string): Promise<number> {
  const { Attributes: attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queue(name),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(attributes).reduce((sum, count) => sum + Number(count), 0);
}

/** Moves messages to the dead letters: the emulator does so only when a consumer receives; AWS does it by itself. */
async function nudge(name: string): Promise<void> {
  await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue(`${name}Queue`), VisibilityTimeout: 0, MaxNumberOfMessages: 1 }),
  );
}

/** Moves the dead letters back, as StartMessageMoveTask does on AWS, which the emulator does not support. */
async function redrive(name: string): Promise<void> {
  const from = queue(`${name}DeadLetters`);
  const receive = new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10, VisibilityTimeout: 60 });
  const { Messages: messages = [] } = await sqs.send(receive);
  for (const { Body: MessageBody, ReceiptHandle } of messages) {
    await sqs.send(new SendMessageCommand({ QueueUrl: queue(`${name}Queue`), MessageBody }));
    await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
  }
}

const tasks = (drill: string, count: number, fails?: (index: number) => Task['fails']): Task[] =>
  Array.from({ length: count }, (_, index) => ({
    drill,
    id: `${drill}-${String(index).padStart(5, '0')}`,
    fails: fails?.(index),
  }));
const ids = (all: readonly Task[]) => all.map(({ id }) => id).sort();

const FAILURES = ['Crash', 'Hang', 'Memory'] as const;
const failing = Object.fromEntries(
  FAILURES.map((name) => {
    const how = name.toLowerCase() as Lowercase<typeof name>;
    return [name, tasks(how, 10, (index) => (index === 4 ? how : undefined))];
  }),
);
const twice = tasks('twice', 5);
const poisoned = tasks('poison', 20, (index) => (index % 7 === 3 ? 'always' : undefined));

// All at once, each with its own worker: most of the time messages are hidden.
beforeAll(async () => {
  for (const [name, all] of Object.entries(failing)) await send(name, all);
  await send('Twice', [...twice, ...twice]);
  await send('Poison', poisoned);
}, 30_000);

describe.each(FAILURES)('a worker that fails in the middle of a batch by %s', (name) => {
  test('loses nothing and does nothing twice', async () => {
    const all = failing[name]!;
    const drill = name.toLowerCase();
    await eventually('all of the work', 90, async () => ((await done(drill)).length >= all.length ? true : undefined));
    // Until the last message is gone, so that one that is delivered again is seen.
    await eventually('an empty queue', 30, async () => ((await waiting(`${name}Queue`)) === 0 ? true : undefined));
    expect(await done(drill)).toEqual(ids(all));
    expect(await waiting(`${name}DeadLetters`)).toBe(0);
  }, 120_000);
});

test('a message that is sent twice is processed once', async () => {
  await eventually('an empty queue', 60, async () => ((await waiting('TwiceQueue')) === 0 ? true : undefined));
  expect(await done('twice')).toEqual(ids(twice));
}, 90_000);

test('only poison goes to the dead letters, and nothing is lost; a redrive returns it', async () => {
  const good = ids(poisoned.filter(({ fails }) => fails === undefined));
  await eventually('the dead letters', 120, async () => {
    await nudge('Poison');
    return (await waiting('PoisonDeadLetters')) === 3 ? true : undefined;
  });
  expect(await done('poison')).toEqual(good);
  expect(await waiting('PoisonQueue')).toBe(0);

  await redrive('Poison');
  await eventually('the dead letters in the queue', 30, async () =>
    (await waiting('PoisonQueue')) === 3 && (await waiting('PoisonDeadLetters')) === 0 ? true : undefined,
  );
}, 240_000);

test('10,000 messages are sent, and 10,000 are processed', async () => {
  const all = tasks('flood', 10_000);
  const started = performance.now();
  await send('Flood', all);
  const sent = performance.now();
  await eventually('all of the work', 300, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return (await waiting('FloodQueue')) === 0 ? true : undefined;
  });
  const worked = await done('flood');
  console.log(`sent in ${Math.round(sent - started)} ms, processed in ${Math.round(performance.now() - sent)} ms more`);
  expect(new Set(worked).size).toBe(10_000);
  // A queue of this type may deliver twice; the emulator did not.
  expect(worked).toHaveLength(10_000);
  expect(await waiting('FloodDeadLetters')).toBe(0);
}, 400_000);
