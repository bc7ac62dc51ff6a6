import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Context, ScheduledEvent, TableQuery } from 'tradewind/runtime';
import { testApp } from 'tradewind/testing';
import heartbeat from './heartbeat';
import report from './report';
import type { Beat } from './report-app';
import { ReportStack } from './stack';

const template = Template.fromStack(new ReportStack(testApp(), 'Report'));

test('resources', () => {
  template.resourceCountIs('AWS::Scheduler::Schedule', 2);
  template.resourceCountIs('AWS::Lambda::Function', 2);
  template.resourceCountIs('AWS::SQS::Queue', 2); // of runs that failed
  template.resourceCountIs('AWS::DynamoDB::Table', 2); // of leases
  template.resourceCountIs('AWS::DynamoDB::GlobalTable', 1); // of heartbeats
  template.resourceCountIs('AWS::S3::Bucket', 1); // of reports
});

test('schedules of the jobs', () => {
  const schedules = Object.values(template.findResources('AWS::Scheduler::Schedule'));
  const times = schedules.map(({ Properties }) => [
    Properties.ScheduleExpression,
    Properties.ScheduleExpressionTimezone,
  ]);
  expect(times).toMatchInlineSnapshot(`
[
  [
    "rate(1 minute)",
    "Etc/UTC",
  ],
  [
    "cron(0 3 * * ? *)",
    "Europe/Oslo",
  ],
]
`);
});

test('the report receives its input with the data of the run', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    Target: { Input: Match.serializedJson(Match.objectLike({ data: { title: 'Heartbeats', days: 7 } })) },
  });
});

test('the jobs have only the rights that they need', () => {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const actionsOf = (role: string) =>
    policies
      .find(({ Properties }) => Properties.PolicyName.startsWith(role))
      ?.Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: unknown }) => Action);
  expect(actionsOf('ReportRole')).toEqual(expect.arrayContaining(['s3:PutObject', 'dynamodb:Query']));
  expect(actionsOf('ReportRole')).not.toContain('s3:GetObject');
  expect(actionsOf('ReportRole')).not.toContain('dynamodb:PutItem');
  expect(actionsOf('HeartbeatRole')).toContain('dynamodb:PutItem');
  expect(actionsOf('HeartbeatRole')).not.toContain('dynamodb:Query');
});

describe('the handlers', () => {
  const beats = new Map<string, Beat>();
  const reports = new Map<string, unknown>();
  const BEATS = {
    put: async (beat: Beat) => void beats.set(beat.due, beat),
    query: async ({ partition, cursor = '0' }: TableQuery) => {
      const all = [...beats.values()].filter(({ day }) => day === partition);
      const next = Number(cursor) + 1;
      return { items: all.slice(next - 1, next), cursor: next < all.length ? String(next) : undefined };
    },
  };
  const REPORTS = { put: async (key: string, body: string) => void reports.set(key, JSON.parse(body)) };
  const ctx = { log: { info() {} } } as unknown as Context;
  const event = (time: string, data?: unknown) => ({ time, data, attempt: 1 }) as ScheduledEvent;

  test('count each beat once, and report day by day', async () => {
    for (const minute of ['00', '01', '01']) {
      await heartbeat.scheduled(event(`2027-01-31T01:${minute}:00.000Z`), { BEATS } as never, ctx);
    }
    expect([...beats.values()][0]).toEqual({
      day: '2027-01-31',
      due: '2027-01-31T01:00:00.000Z',
      expires: Date.parse('2027-03-02T01:00:00Z') / 1000,
    });
    const input = { title: 'Heartbeats', days: 2 };
    await report.scheduled(event('2027-01-31T02:00:00.000Z', input), { BEATS, REPORTS } as never, ctx);
    expect(reports.get('2027-01-31.json')).toEqual({
      title: 'Heartbeats',
      due: '2027-01-31T02:00:00.000Z',
      beats: { '2027-01-31': 2, '2027-01-30': 0 },
    });
  });

  test('reject an input without days', async () => {
    const run = report.scheduled(event('2027-01-31T02:00:00.000Z', { title: 'x' }), {} as never, ctx);
    await expect(run).rejects.toThrow('The input needs a title and days');
  });
});
