import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as aws from 'tradewind/aws';
import { testApp } from 'tradewind/testing';

type Alarms = aws.ApiFunctionProps['alarms'];
type Declare = (stack: Stack, alarms?: Alarms) => unknown;

const entry = 'test/fixtures/handlers/worker.ts';
const catalogue: Record<string, Declare> = {
  ApiFunction: (stack, alarms) => new aws.ApiFunction(stack, 'Orders', { entry, auth: 'none', alarms }),
  ScheduledJob: (stack, alarms) => new aws.ScheduledJob(stack, 'Report', { entry, schedule: 'every hour', alarms }),
  QueueWorker: (stack, alarms) => new aws.QueueWorker(stack, 'Receipts', { entry, alarms }),
  FileProcessor: (stack, alarms) => new aws.FileProcessor(stack, 'Invoices', { entry, alarms }),
  ImagePipeline: (stack, alarms) =>
    new aws.ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 200 } }, alarms }),
  ChangeProcessor: (stack, alarms) =>
    new aws.ChangeProcessor(stack, 'Totals', {
      entry,
      table: new aws.Table(stack, 'Table', { partitionKey: 'id' }),
      alarms,
    }),
  Queue: (stack) => new aws.Queue(stack, 'Jobs'),
  'QueueWorker of a Queue': (stack, alarms) =>
    new aws.QueueWorker(stack, 'Worker', { entry, queue: new aws.Queue(stack, 'Jobs'), alarms }),
  'QueueWorker of a queue of the CDK': (stack, alarms) =>
    new aws.QueueWorker(stack, 'Worker', { entry, queue: cdkQueue(stack), alarms }),
};

function cdkQueue(stack: Stack): sqs.Queue {
  const deadLetterQueue = { queue: new sqs.Queue(stack, 'Dead'), maxReceiveCount: 3 };
  return new sqs.Queue(stack, 'Jobs', { visibilityTimeout: Duration.minutes(3), deadLetterQueue });
}

const newStack = () => new Stack(testApp(), 'Shop', { env: { region: 'eu-west-1', account: '111122223333' } });
const topicOf = (stack: Stack, id = 'Pager') =>
  Topic.fromTopicArn(stack, id, `arn:aws:sns:eu-west-1:111122223333:${id}`);
const alarmsIn = (template: Template) => Object.values(template.findResources('AWS::CloudWatch::Alarm'));

/** Logical ids of the queues to which another queue, a schedule or a function gives up its work. */
function deadLetterQueues(template: Template): string[] {
  const queues = Object.keys(template.findResources('AWS::SQS::Queue'));
  const others = JSON.stringify(
    Object.values(template.toJSON().Resources as Record<string, { Type: string; Properties: object }>)
      .filter(({ Type }) => Type !== 'AWS::CloudWatch::Alarm')
      .map(({ Properties }) => ({ ...Properties, PolicyDocument: undefined, Policies: undefined })),
  );
  const marks = [
    (id: string) => `"deadLetterTargetArn":{"Fn::GetAtt":["${id}","Arn"]}`,
    (id: string) => `"DeadLetterConfig":{"Arn":{"Fn::GetAtt":["${id}","Arn"]}}`,
    (id: string) => `"OnFailure":{"Destination":{"Fn::GetAtt":["${id}","Arn"]}}`,
  ];
  return queues.filter((id) => marks.some((mark) => others.includes(mark(id))));
}

describe.each(Object.entries(catalogue))('%s', (_, declare) => {
  test('has the same alarms whether the topic is named before or after', () => {
    const before = newStack();
    aws.alarmsTo(before, topicOf(before));
    declare(before);
    const after = newStack();
    declare(after);
    aws.alarmsTo(after, topicOf(after));
    const template = Template.fromStack(before);
    expect(Template.fromStack(after).toJSON()).toEqual(template.toJSON());
    expect(alarmsIn(template).length).toBeGreaterThan(0);
  });

  test('has an alarm for each of its dead-letter queues', () => {
    const stack = newStack();
    declare(stack);
    aws.alarmsTo(stack, topicOf(stack));
    const template = Template.fromStack(stack);
    const watched = alarmsIn(template).flatMap(({ Properties }) => JSON.stringify(Properties.Dimensions ?? []));
    for (const id of deadLetterQueues(template)) {
      expect(watched.filter((dimensions) => dimensions.includes(`"Fn::GetAtt":["${id}","QueueName"]`))).toHaveLength(1);
    }
  });

  test('has no alarms without a topic', () => {
    const stack = newStack();
    declare(stack);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});

test.each(['Queue', 'QueueWorker', 'ScheduledJob', 'QueueWorker of a queue of the CDK'])(
  '%s: its dead-letter queue is found in the template',
  (name) => {
    const stack = newStack();
    catalogue[name]!(stack);
    expect(deadLetterQueues(Template.fromStack(stack))).toHaveLength(1);
  },
);

describe('the topic', () => {
  test('is the nearest, in whatever order topics are named', () => {
    for (const order of [
      ['App', 'Stack'],
      ['Stack', 'App'],
    ]) {
      const stack = newStack();
      catalogue.QueueWorker!(stack);
      for (const id of order) aws.alarmsTo(id === 'App' ? stack.node.root : stack, topicOf(stack, id));
      for (const { Properties } of alarmsIn(Template.fromStack(stack)))
        expect(Properties.AlarmActions).toEqual(['arn:aws:sns:eu-west-1:111122223333:Stack']);
    }
  });

  test('of a worker with its own topic also gets the dead letters of its Queue', () => {
    const stack = newStack();
    catalogue['QueueWorker of a Queue']!(stack, topicOf(stack, 'Own'));
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:Own'],
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [
        { Name: 'QueueName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetters'), 'QueueName'] } },
      ],
    });
  });

  test('can be set in the constructor of a stack with state in class fields', () => {
    class Shop extends Stack {
      readonly orders = new aws.Queue(this, 'Orders');

      constructor() {
        super(testApp(), 'Shop');
        aws.alarmsTo(this, new Topic(this, 'Pager'));
        new aws.QueueWorker(this, 'Worker', { entry, queue: this.orders });
      }
    }
    const template = Template.fromStack(new Shop());
    expect(alarmsIn(template)).toHaveLength(2);
  });

  test('excludes constructs with alarms: false', () => {
    const stack = newStack();
    new aws.QueueWorker(stack, 'Worker', { entry, alarms: false });
    aws.alarmsTo(stack, topicOf(stack));
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});
