import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { database, s3, sqs } from './account';
import { output, runCdk } from './cdk';

// State through a first deployment that fails, a rename, a removal and a destroyed stack. The emulator follows the
// documentation of AWS for the deletion policy RetainExceptOnCreate, so this test proves nothing beyond the
// documentation.

const secrets = new SecretsManagerClient();
const OUTPUTS = 'lifecycle.json';

/** Names of the stack's stateful resources. */
async function state(): Promise<string[]> {
  const [{ Buckets = [] }, { TableNames = [] }, { QueueUrls = [] }, { SecretList = [] }] = await Promise.all([
    s3.send(new ListBucketsCommand({})),
    database.send(new ListTablesCommand({})),
    sqs.send(new ListQueuesCommand({})),
    secrets.send(new ListSecretsCommand({})),
  ]);
  const names = [
    ...Buckets.map(({ Name = '' }) => Name),
    ...TableNames,
    ...QueueUrls.map((url) => url.replace(/^.*\//, '')),
    ...SecretList.map(({ Name = '' }) => Name),
  ];
  // The account holds the other examples too.
  return names.filter((name) => /lifecycle/i.test(name)).sort();
}

function deploy(phase: string): string {
  process.env.LIFECYCLE = phase;
  const app = ['--app', 'node --import tsx drills/lifecycle.ts', '--output', 'lifecycle.out'];
  return runCdk('deploy', ...app, '--all', '--require-approval', 'never', '--outputs-file', OUTPUTS);
}

test('a first deployment that fails leaves nothing, and the next one creates everything once', async () => {
  expect(() => deploy('broken')).toThrow(/CREATE_FAILED .* Broken/);
  expect(await state()).toEqual([]);
  deploy('whole');
  const made = await state();
  // A bucket, two tables, a secret, and two pairs of queues.
  expect(made).toHaveLength(8);
}, 240_000);

test('a renamed worker leaves its messages, dead letters and records, and synthesis warns of it', async () => {
  const before = await state();
  const [queue, dead] = [output('Lifecycle', 'Queue', OUTPUTS), output('Lifecycle', 'DeadLetters', OUTPUTS)];
  await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: '{"id":"late"}', DelaySeconds: 900 }));
  await sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody: '{"id":"failed"}' }));
  const printed = deploy('renamed');
  expect(printed).toMatch(/STATE_REMOVED.*Lifecycle\/Mails: this QueueWorker was declared at the last synthesis/);
  const after = await state();
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(before.length + 3);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: dead }));
  expect(Messages.map(({ Body }) => Body)).toEqual(['{"id":"failed"}']);
}, 240_000);

test('a removed worker, and a destroyed stack, leave them too', async () => {
  const before = await state();
  expect(deploy('removed')).toMatch(/STATE_REMOVED.*Lifecycle\/Post/);
  expect(await state()).toEqual(before);
  runCdk('destroy', '--app', 'node --import tsx drills/lifecycle.ts', '--all', '--force', '--output', 'lifecycle.out');
  expect(await state()).toEqual(before);
}, 240_000);
