import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describeApp, minutes } from 'tradewind';
import { alarmsTo, ScheduledJob, type ScheduledJobProps } from 'tradewind/aws';
import { templateSerializer, testApp } from 'tradewind/testing';
import { inventory, logicalIds } from './inventory';

expect.addSnapshotSerializer(templateSerializer);

const entry = 'test/fixtures/handlers/job.ts';
const newStack = () => new Stack(testApp(), 'Shop');
const add = (stack: Stack, props: Partial<ScheduledJobProps> = {}) =>
  new ScheduledJob(stack, 'Report', { entry, schedule: 'every day at 03:00', timeZone: 'Europe/Oslo', ...props });
const template = (props: Partial<ScheduledJobProps> = {}) => {
  const stack = newStack();
  add(stack, props);
  return Template.fromStack(stack);
};

describe('resources', () => {
  test('the whole inventory, each with its purpose', () => {
    const stack = newStack();
    add(stack);
    expect(inventory(stack)).toEqual({
      'Lambda::Function': 1, // the handler
      'Lambda::EventInvokeConfig': 1, // failed runs go to the failure queue and are not retried
      'IAM::Role': 2, // of the function, and of the schedule
      'IAM::Policy': 1, // the function may write to the failure queue and to the lease
      'Logs::LogGroup': 1, // of the function
      'Scheduler::Schedule': 1, // triggers it
      'SQS::Queue': 1, // keeps failures
      'SQS::QueuePolicy': 1, // over TLS only
      'DynamoDB::Table': 1, // the lease
    });
  });

  test('no lease with overlap: allow', () => {
    const stack = newStack();
    add(stack, { overlap: 'allow' });
    expect(inventory(stack)).not.toHaveProperty('DynamoDB::Table');
  });

  test('two jobs in one stack', () => {
    const stack = newStack();
    add(stack);
    new ScheduledJob(stack, 'Other', { entry, schedule: 'every 5 minutes' });
    Template.fromStack(stack).resourceCountIs('AWS::Scheduler::Schedule', 2);
  });

  test('the logical ids, which are a contract', () => {
    const stack = newStack();
    add(stack);
    expect(logicalIds(stack)).toMatchSnapshot();
  });

  test('the template', () => {
    expect(template()).toMatchSnapshot();
  });
});

describe('the schedule', () => {
  const scheduleOf = (props: Partial<ScheduledJobProps>) =>
    Object.values(template(props).findResources('AWS::Scheduler::Schedule'))[0]!.Properties;

  test('a clock time in its zone, on the minute', () => {
    expect(scheduleOf({})).toMatchObject({
      ScheduleExpression: 'cron(0 3 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Oslo',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
  });

  test('a rate of hours is spread over a tenth of it, fifteen minutes at most', () => {
    const window = (schedule: string) => scheduleOf({ schedule, timeZone: undefined }).FlexibleTimeWindow;
    expect(window('every hour')).toEqual({ Mode: 'FLEXIBLE', MaximumWindowInMinutes: 6 });
    expect(window('every 12 hours')).toEqual({ Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 });
    expect(window('every 5 minutes')).toEqual({ Mode: 'OFF' });
  });

  test('start, end, window and pause are passed on', () => {
    const start = new Date('2031-01-01T00:00:00Z');
    const end = new Date('2032-01-01T00:00:00Z');
    expect(scheduleOf({ start, end, flexibleWindow: minutes(10), enabled: false })).toMatchObject({
      StartDate: '2031-01-01T00:00:00.000Z',
      EndDate: '2032-01-01T00:00:00.000Z',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 10 },
      State: 'DISABLED',
    });
  });

  test('a run once', () => {
    expect(scheduleOf({ schedule: new Date('2031-01-01T09:00:00Z'), timeZone: undefined }).ScheduleExpression).toBe(
      'at(2031-01-01T09:00:00)',
    );
  });

  test('passes the id of the run and its input', () => {
    const input = JSON.parse(scheduleOf({ input: { shop: 7 } }).Target.Input);
    expect(input).toEqual({
      id: '<aws.scheduler.execution-id>',
      time: '<aws.scheduler.scheduled-time>',
      attempt: '<aws.scheduler.attempt-number>',
      schedule: '<aws.scheduler.schedule-arn>',
      data: { shop: 7 },
    });
  });

  test('can invoke this function and keep its failures, and nothing else', () => {
    template().hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Action: 'lambda:InvokeFunction',
                Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReportFunction'), 'Arn'] },
              },
              {
                Action: 'sqs:SendMessage',
                Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReportFailures'), 'Arn'] },
              },
            ],
          },
        },
      ],
    });
  });
});

describe('failures', () => {
  test('delivery is tried twice within the hour, then kept', () => {
    template().hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReportFailures'), 'Arn'] } },
      },
    });
  });

  test('a run that fails is kept with its error, and not run again', () => {
    template().hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 3600,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReportFailures'), 'Arn'] } },
      },
    });
  });

  test('are kept for 14 days, encrypted, and moved there by no other queue', () => {
    template().hasResourceProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
      RedriveAllowPolicy: { redrivePermission: 'denyAll' },
    });
  });
});

describe('overlap', () => {
  test('skip: a lease in a table that bills per request and goes with the job', () => {
    const made = template();
    made.hasResource('AWS::DynamoDB::Table', {
      Properties: { BillingMode: 'PAY_PER_REQUEST', TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } },
      DeletionPolicy: 'Delete',
    });
    made.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          TRADEWIND_LEASE_TABLE: { Ref: Match.stringLikeRegexp('^ReportLeases') },
          TRADEWIND_LEASE_KEY: 'Shop/Report',
        },
      },
    });
    made.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: 'dynamodb:UpdateItem',
            Resource: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^ReportLeases'), 'Arn'] }],
          },
        ]),
      },
    });
  });
});

describe('alarms', () => {
  const withTopic = (props: Partial<ScheduledJobProps>) => {
    const stack = newStack();
    alarmsTo(stack, new Topic(stack, 'Topic'));
    add(stack, props);
    return Template.fromStack(stack);
  };

  test('on any failure, and when no run has succeeded for too long', () => {
    const made = withTopic({});
    made.resourceCountIs('AWS::CloudWatch::Alarm', 2);
    made.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      TreatMissingData: 'notBreaching',
    });
    // A day, the timeout of five minutes, and one step, in steps of an hour.
    made.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 26,
      DatapointsToAlarm: 26,
      TreatMissingData: 'breaching',
    });
  });

  test.each([
    ['every 5 minutes', 11],
    ['every 6 hours', 77],
  ])('%s is overdue after %i steps', (schedule, steps) => {
    withTopic({ schedule, timeZone: undefined }).hasResourceProperties('AWS::CloudWatch::Alarm', {
      EvaluationPeriods: steps,
    });
  });

  test('no overdue alarm for a job that is paused, runs once, or less than weekly', () => {
    for (const props of [
      { enabled: false },
      { schedule: new Date('2031-01-01T09:00:00Z') },
      { schedule: 'every month on the 1st at 09:00' },
    ]) {
      withTopic(props).resourceCountIs('AWS::CloudWatch::Alarm', 1);
    }
  });
});

test('the app model describes the construct', () => {
  const stack = newStack();
  add(stack);
  expect(describeApp(stack).constructs[0]).toMatchObject({
    kind: 'ScheduledJob',
    path: 'Shop/Report',
    triggers: [{ kind: 'schedule', on: 'every day at 03:00 (Europe/Oslo)', function: 'Shop/Report/Function' }],
    limits: { timeoutSeconds: 300, retries: 2, maxAgeSeconds: 3600 },
  });
});
