import { App, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Table as CdkTable } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Function as CdkFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket as CdkBucket } from 'aws-cdk-lib/aws-s3';
import { Secret as CdkSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue as CdkQueue } from 'aws-cdk-lib/aws-sqs';
import { describeApp } from 'tradewind';
import * as aws from 'tradewind/aws';
import { testApp } from 'tradewind/testing';
import { problemsOf } from '../problems';

const entry = 'test/fixtures/handlers/worker.ts';

/** Two stacks of one app: where functions are, and elsewhere. */
function stacks(there: { region?: string; account?: string } | undefined) {
  const app = testApp();
  const here = new Stack(app, 'Here', {
    env: { region: 'eu-west-1', account: '111111111111' },
    crossRegionReferences: true,
  });
  return { here, there: new Stack(app, 'There', { env: there, crossRegionReferences: true }) };
}

const bind = (target: (there: Stack) => unknown) => (here: Stack, there: Stack) =>
  new aws.QueueWorker(here, 'It', { entry, bindings: { STATE: target(there) as never } });

const USES: Record<string, [prop: string, make: (here: Stack, there: Stack) => unknown]> = {
  'a bound Bucket': ['bindings.STATE', bind((there) => new aws.Bucket(there, 'B'))],
  'a bound Table, read only': [
    'bindings.STATE',
    bind((there) => aws.readOnly(new aws.Table(there, 'T', { partitionKey: 'id' }))),
  ],
  'a bound Queue': ['bindings.STATE', bind((there) => new aws.Queue(there, 'Q'))],
  'a bound Secret': ['bindings.STATE', bind((there) => new aws.Secret(there, 'S'))],
  'a bound ApiFunction': ['bindings.STATE', bind((there) => new aws.ApiFunction(there, 'A', { entry, auth: 'none' }))],
  'an imported bucket': ['bindings.STATE', bind((there) => CdkBucket.fromBucketName(there, 'B', 'photos'))],
  'an imported table': ['bindings.STATE', bind((there) => CdkTable.fromTableName(there, 'T', 'orders'))],
  'an imported secret': ['bindings.STATE', bind((there) => CdkSecret.fromSecretNameV2(there, 'S', 'key'))],
  'an imported function': ['bindings.STATE', bind((there) => CdkFunction.fromFunctionName(there, 'F', 'pay'))],
  'the queue of a worker': [
    'queue',
    (here, there) => new aws.QueueWorker(here, 'It', { entry, queue: new aws.Queue(there, 'Q') }),
  ],
  'the table of a change processor': [
    'table',
    (here, there) =>
      new aws.ChangeProcessor(here, 'It', { entry, table: new aws.Table(there, 'T', { partitionKey: 'id' }) }),
  ],
  'the bucket of a file processor': [
    'bucket',
    (here, there) => new aws.FileProcessor(here, 'It', { entry, bucket: new aws.Bucket(there, 'B') }),
  ],
  'the results of a pipeline': [
    'results',
    (here, there) =>
      new aws.ImagePipeline(here, 'It', { variants: { thumb: { width: 9 } }, results: new CdkBucket(there, 'B') }),
  ],
  'the API of a function': [
    'api',
    (here, there) => new aws.ApiFunction(here, 'It', { entry, auth: 'none', api: new HttpApi(there, 'Api') }),
  ],
};

describe.each(Object.entries(USES))('%s', (_, [prop, make]) => {
  test.each([
    ['another region', { region: 'us-east-1', account: '111111111111' }],
    ['another account', { region: 'eu-west-1', account: '222222222222' }],
  ])('in %s is refused', (__, env) => {
    const { here, there } = stacks(env);
    expect(problemsOf(() => make(here, there))).toEqual([`PLACE ${prop}`]);
  });

  test.each([
    ['the same place', { region: 'eu-west-1', account: '111111111111' }],
    ['a place that is not known', undefined],
  ])('in %s is not refused for its place', (__, env) => {
    const { here, there } = stacks(env);
    expect(problemsOf(() => make(here, there)).filter((problem) => problem.startsWith('PLACE'))).toEqual([]);
  });
});

test('a resource that is imported by its ARN is where the ARN says', () => {
  const { here } = stacks(undefined);
  const queue = CdkQueue.fromQueueArn(here, 'Q', 'arn:aws:sqs:us-east-1:111111111111:jobs');
  expect(problemsOf(() => new aws.QueueWorker(here, 'It', { entry, queue }))).toEqual(['PLACE queue']);
});

test('alarms of another region are refused, those of another account are not', () => {
  const { here } = stacks(undefined);
  const topic = (region: string) => Topic.fromTopicArn(here, region, `arn:aws:sns:${region}:222222222222:pager`);
  expect(problemsOf(() => new aws.QueueWorker(here, 'A', { entry, alarms: topic('us-east-1') }))).toEqual([
    'PLACE alarms',
  ]);
  expect(problemsOf(() => new aws.QueueWorker(here, 'B', { entry, alarms: topic('eu-west-1') }))).toEqual([]);
});

test('two workers on one queue are refused, also on one that is imported twice', () => {
  const stack = new Stack(testApp(), 'Shop');
  const queue = new aws.Queue(stack, 'Jobs');
  new aws.QueueWorker(stack, 'One', { entry, queue });
  expect(problemsOf(() => new aws.QueueWorker(stack, 'Two', { entry, queue }))).toEqual(['QUEUE_TAKEN queue']);
  const imported = (id: string) => CdkQueue.fromQueueArn(stack, id, 'arn:aws:sqs:eu-west-1:111111111111:jobs');
  new aws.QueueWorker(stack, 'Three', { entry, queue: imported('A') });
  expect(problemsOf(() => new aws.QueueWorker(stack, 'Four', { entry, queue: imported('B') }))).toEqual([
    'QUEUE_TAKEN queue',
  ]);
});

test('a function in a VPC can create network interfaces, and is created after that permission', () => {
  const stack = new Stack(testApp(), 'Shop');
  new aws.QueueWorker(stack, 'It', { entry, overrides: { function: { vpc: new Vpc(stack, 'Vpc') } } });
  const template = Template.fromStack(stack);
  const [policy] = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([, each]) =>
    JSON.stringify(each).includes('ec2:CreateNetworkInterface'),
  );
  expect(policy?.[1].Properties.PolicyDocument.Statement[0].Action).toContain('ec2:DeleteNetworkInterface');
  const [fn] = Object.values(template.findResources('AWS::Lambda::Function'));
  expect(fn?.DependsOn).toContain(policy?.[0]);
});

test('an API that was created elsewhere has no throttle in the app model', () => {
  const stack = new Stack(testApp(), 'Shop');
  const api = HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
  new aws.ApiFunction(stack, 'Elsewhere', { entry, auth: 'none', api });
  new aws.ApiFunction(stack, 'Ours', { entry, auth: 'none' });
  const [elsewhere, ours] = describeApp(stack).constructs;
  expect(elsewhere?.limits).not.toHaveProperty('requestsPerSecond');
  expect(elsewhere?.props).not.toHaveProperty('throttle');
  expect(ours?.limits).toMatchObject({ requestsPerSecond: 100, burst: 200 });
});

describe('values that are known only at deployment', () => {
  const text = Token.asString({ Ref: 'Text' });
  const number = Token.asNumber({ Ref: 'Number' });
  const api = (props: object) => () =>
    new aws.ApiFunction(new Stack(testApp(), 'Shop'), 'It', { entry, auth: 'none', ...props });
  const seconds = (amount: number) => ({ toSeconds: () => amount });

  test.each<[string, object]>([
    ['timeout', { timeout: seconds(number) }],
    ['timeout', { timeout: seconds(number * 60) }],
    ['routes[0]', { routes: [text] }],
    ['maxRequestBytes', { maxRequestBytes: number }],
    ['throttle.rate', { throttle: { rate: number, burst: 5 } }],
    ['domain.name', { domain: { name: text } }],
  ])('%s is refused with its name, and without the encoded value', (prop, props) => {
    expect(problemsOf(api(props))).toEqual([`TOKEN ${prop}`]);
    expect(api(props)).toThrow(/known only at deployment, and it must be known at synthesis/);
    expect(api(props)).not.toThrow(/e\+2|Token\[/);
  });

  test('memory, concurrency and environment are passed on', () => {
    const stack = new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Shop');
    new aws.ApiFunction(stack, 'It', {
      entry,
      auth: 'none',
      memory: number,
      maxInstances: number,
      environment: { LEVEL: text },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: { Ref: 'Number' },
      ReservedConcurrentExecutions: { Ref: 'Number' },
      Environment: { Variables: { LEVEL: { Ref: 'Text' } } },
    });
    expect(JSON.stringify(describeApp(stack))).not.toMatch(/e\+289|Token\[/);
  });
});

describe('shapes', () => {
  const stack = new Stack(testApp(), 'Shop');
  const orders = new aws.ApiFunction(stack, 'Orders', { entry, auth: 'none' });
  const make = (props: object) => () =>
    new aws.ApiFunction(stack, `It${stack.node.children.length}`, { entry, auth: 'none', ...props } as never);

  test.each<[object, string]>([
    [
      { auth: 'jwt' },
      "auth=\"jwt\" is not a kind of authentication. Fix: give jwt({ issuer, audience }), authorizer({ entry }), 'iam' or 'none'.",
    ],
    [{ timeout: '10s' }, 'timeout="10s" is not a duration. Fix: give a duration, such as seconds(30).'],
    [{ environment: { PORT: 3000 } }, "environment.PORT=3000 is not text. Fix: give text, such as '3000'."],
    [
      { api: orders },
      "api is the construct Shop/Orders, not an HTTP API of API Gateway. Fix: give its member `api`, or 'own'.",
    ],
    [{ entry: undefined }, "entry is missing. Fix: give the file of the handler, such as 'src/orders.ts'."],
  ])('%o', (props, message) => {
    expect(make(props)).toThrow(message);
  });
});
