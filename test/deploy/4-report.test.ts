import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { database, findFunction, findQueue, findTable, lambda, logsOf, s3, sqs } from './account';
import { output, resources } from './cdk';
import { eventually } from './wait';

const REPORT = 'Report-ReportFunction';

/**
 * Payload of the schedule: its input, with the fields that EventBridge Scheduler replaces and the emulator does not.
 */
function eventDue(time: string): string {
  const schedules = resources('Report', 'AWS::Scheduler::Schedule');
  const nightly = schedules.find(({ Properties: { ScheduleExpression: on } }) => on.startsWith('cron'));
  const input: string = nightly?.Properties.Target.Input;
  return input
    .replace('<aws.scheduler.scheduled-time>', time)
    .replace('<aws.scheduler.attempt-number>', '1')
    .replace('<aws.scheduler.execution-id>', crypto.randomUUID());
}

async function runReport(event: string): Promise<void> {
  const { FunctionName } = await findFunction(REPORT);
  const { FunctionError: error } = await lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(event) }));
  expect(error).toBeUndefined();
}

/** Lease of the report's runs: the table, and the key of their item. */
async function leaseOfReport(): Promise<{ TableName: string; Key: { pk: string } }> {
  const variables = (await findFunction(REPORT)).Environment?.Variables ?? {};
  return { TableName: `${variables.TRADEWIND_LEASE_TABLE}`, Key: { pk: `${variables.TRADEWIND_LEASE_KEY}` } };
}

async function written(day: string): Promise<unknown> {
  const object = new GetObjectCommand({ Bucket: output('Report', 'ReportsBucket'), Key: `${day}.json` });
  const { Body: body } = await s3.send(object);
  return JSON.parse((await body?.transformToString()) ?? 'null');
}

/** Returns the reasons for which runs due at `time` were skipped. */
async function skipped(time: string): Promise<unknown[]> {
  const lines = (await logsOf(REPORT)).filter(({ run, message }) => run === time && `${message}`.startsWith('skipped'));
  return lines.map(({ message }) => message);
}

// Late among the files, so that the first minute is over.
test('the heartbeat fires by itself within 90 seconds', async () => {
  const table = await findTable('Report-Beats');
  const item = await eventually('a beat', 90, async () => {
    const { Items: items } = await database.send(new ScanCommand({ TableName: table }));
    return items?.[0];
  });
  expect(item).toEqual({
    day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    due: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    expires: expect.any(Number),
  });
  expect(await logsOf('Report-HeartbeatFunction')).toContainEqual(expect.objectContaining({ message: 'Beat' }));
}, 100_000);

test('the nightly report runs in the local time of Oslo (the emulator fires by UTC)', () => {
  const schedules = resources('Report', 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties);
  expect(schedules).toContainEqual(
    expect.objectContaining({ ScheduleExpression: 'cron(0 3 * * ? *)', ScheduleExpressionTimezone: 'Europe/Oslo' }),
  );
});

test('of two deliveries of a run one writes the report, the other is skipped', async () => {
  const event = eventDue('2027-02-01T02:00:00Z');
  await Promise.all([runReport(event), runReport(event)]);
  const report = {
    title: 'Heartbeats',
    due: '2027-02-01T02:00:00.000Z',
    beats: expect.objectContaining({ '2027-01-26': 0 }),
  };
  expect(await written('2027-02-01')).toEqual(report);
  await eventually('one skipped run', 5, async () => (await skipped('2027-02-01T02:00:00.000Z'))[0]);
  expect(await skipped('2027-02-01T02:00:00.000Z')).toHaveLength(1);
});

describe('the lease', () => {
  /** Leaves a lease as a run does that is in progress, or has crashed. */
  async function heldUntil(expires: number): Promise<void> {
    const { TableName, Key } = await leaseOfReport();
    await database.send(new PutCommand({ TableName, Item: { ...Key, owner: 'crashed', expires } }));
  }

  test('blocks a run while another is in progress', async () => {
    await heldUntil(Date.now() + 60_000);
    await runReport(eventDue('2027-02-02T02:00:00Z'));
    await expect(written('2027-02-02')).rejects.toThrow();
    expect(await skipped('2027-02-02T02:00:00.000Z')).toEqual(['skipped: the previous run still holds the lease']);
  });

  test('of a crashed run expires by itself', async () => {
    await heldUntil(Date.now() - 1);
    await runReport(eventDue('2027-02-03T02:00:00Z'));
    expect(await written('2027-02-03')).toMatchObject({ due: '2027-02-03T02:00:00.000Z' });
  });

  test('is released after a run', async () => {
    const { Item: item } = await database.send(new GetCommand(await leaseOfReport()));
    expect(item).not.toHaveProperty('owner');
    expect(item).toMatchObject({ finishedRun: '2027-02-03T02:00:00.000Z' });
  });
});

test('a failed run goes to the failure queue, with the event and the error', async () => {
  const { FunctionName } = await findFunction(REPORT);
  const event = { ...JSON.parse(eventDue('2027-02-04T02:00:00Z')), data: { title: 'No days' } };
  const Payload = Buffer.from(JSON.stringify(event));
  await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
  const QueueUrl = await findQueue('Report-ReportFailures');
  const message = await eventually('the failure', 20, async () => {
    const { Messages: messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    return messages?.[0];
  });
  expect(JSON.parse(message.Body as string)).toMatchObject({
    requestContext: { condition: 'RetriesExhausted' },
    requestPayload: event,
    responsePayload: { errorMessage: 'The input needs a title and days' },
  });
});
