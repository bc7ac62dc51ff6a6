import { Match, Template } from 'aws-cdk-lib/assertions';
import { testApp } from 'tradewind/testing';
import { ReportStack } from './stack';

const template = Template.fromStack(new ReportStack(testApp(), 'Report'));

test('what is made', () => {
  template.resourceCountIs('AWS::Scheduler::Schedule', 2);
  template.resourceCountIs('AWS::Lambda::Function', 2);
  template.resourceCountIs('AWS::SQS::Queue', 2); // of runs that failed
  template.resourceCountIs('AWS::DynamoDB::Table', 2); // of leases
  template.resourceCountIs('AWS::DynamoDB::GlobalTable', 1); // of heartbeats
  template.resourceCountIs('AWS::S3::Bucket', 1); // of reports
});

test('when the jobs run', () => {
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

test('the report gets its input, beside what the scheduler knows of the run', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    Target: { Input: Match.serializedJson(Match.objectLike({ data: { title: 'Heartbeats', days: 7 } })) },
  });
});

test('the report may put reports and read heartbeats', () => {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const ofReport = policies.find(({ Properties }) => Properties.PolicyName.startsWith('ReportRole'));
  const actions = ofReport?.Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: unknown }) => Action);
  expect(actions).toEqual(expect.arrayContaining(['s3:PutObject', 'dynamodb:GetItem', 'dynamodb:UpdateItem']));
  expect(actions).not.toContain('s3:GetObject*');
  expect(actions).not.toContain('dynamodb:PutItem');
});
