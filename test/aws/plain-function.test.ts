import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { UserPool, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { days, describeApp, hours, minutes, seconds } from 'tradewind';
import { ApiFunction, alarmsTo, PlainFunction, type PlainFunctionProps, readOnly } from 'tradewind/aws';
import { templateSerializer, testApp } from 'tradewind/testing';
import { problemsOf } from '../problems';
import { inventory, logicalIds } from './inventory';

expect.addSnapshotSerializer(templateSerializer);

const entry = 'test/fixtures/handlers/plain.ts';
const newStack = () => new Stack(testApp(), 'Shop');
const add = (stack: Stack, props: Partial<PlainFunctionProps> = {}) =>
  new PlainFunction(stack, 'Welcome', { entry, ...props });

describe('the resources', () => {
  test('the whole inventory, each with its purpose', () => {
    const stack = newStack();
    add(stack);
    expect(inventory(stack)).toEqual({
      'Lambda::Function': 1, // the handler
      'Lambda::EventInvokeConfig': 1, // asynchronous invocations: retries, age, and the failure queue
      'IAM::Role': 1, // of the function
      'IAM::Policy': 1, // the function may write to the failure queue
      'Logs::LogGroup': 1, // of the function
      'SQS::Queue': 1, // keeps failures
      'SQS::QueuePolicy': 1, // over TLS only
    });
    expect(logicalIds(stack)).toMatchSnapshot();
    expect(Template.fromStack(stack)).toMatchSnapshot();
  });

  test('asynchronous invocations are retried twice, for six hours, and then kept', () => {
    const stack = newStack();
    add(stack);
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('Failures'), 'Arn'] } } },
    });
  });

  test('the props are passed on', () => {
    const stack = newStack();
    add(stack, {
      timeout: seconds(5),
      memory: 256,
      maxInstances: 3,
      environment: { LEVEL: 'high' },
      tracing: 'off',
      logRetention: 7,
      retries: 0,
      maxAge: minutes(10),
      overrides: { function: { description: 'Greets' }, failures: { queueName: 'welcome-failures' } },
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 5,
      MemorySize: 256,
      ReservedConcurrentExecutions: 3,
      Description: 'Greets',
      TracingConfig: Match.absent(),
      Environment: { Variables: { LEVEL: 'high' } },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'welcome-failures' });
    const config = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 600 };
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', config);
  });

  test('two alarms once a topic is named', () => {
    const stack = newStack();
    alarmsTo(stack, new Topic(stack, 'Pager'));
    add(stack);
    expect(inventory(stack)['CloudWatch::Alarm']).toBe(2);
  });
});

describe('triggers of the user', () => {
  test('Cognito and SNS may invoke it, each for its own resource', () => {
    const stack = newStack();
    const welcome = add(stack);
    new UserPool(stack, 'Pool').addTrigger(UserPoolOperation.POST_CONFIRMATION, welcome.function);
    new Topic(stack, 'Signups').addSubscription(new LambdaSubscription(welcome.function));
    const permissions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Permission'));
    expect(permissions.map(({ Properties }) => Properties.Principal).sort()).toEqual([
      'cognito-idp.amazonaws.com',
      'sns.amazonaws.com',
    ]);
    for (const { Properties } of permissions) expect(Properties.SourceArn).toBeDefined();
  });

  test('grantInvoke allows the latest version alone', () => {
    const stack = newStack();
    const role = new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    add(stack).grantInvoke(role);
    expect(statementsOf(stack, 'Caller')).toEqual([
      expect.objectContaining({ Action: 'lambda:InvokeFunction', Effect: 'Allow' }),
    ]);
  });
});

describe('as a binding', () => {
  test('the caller may invoke the one function, and knows its ARN', () => {
    const stack = newStack();
    const welcome = add(stack);
    new ApiFunction(stack, 'Api', {
      entry: 'test/fixtures/handlers/orders.ts',
      auth: 'iam',
      bindings: { WELCOME: welcome },
    });
    const arn = { 'Fn::GetAtt': [expect.stringMatching(/^WelcomeFunction/), 'Arn'] };
    expect(statementsOf(stack, 'Api')).toContainEqual({
      Action: 'lambda:InvokeFunction',
      Effect: 'Allow',
      Resource: arn,
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { WELCOME: { 'Fn::GetAtt': [Match.stringLikeRegexp('^WelcomeFunction'), 'Arn'] } } },
    });
  });

  test('calls are edges of the app model', () => {
    const stack = newStack();
    const welcome = add(stack);
    new ApiFunction(stack, 'Api', {
      entry: 'test/fixtures/handlers/orders.ts',
      auth: 'iam',
      bindings: { WELCOME: welcome },
    });
    const [api, plain] = describeApp(stack).constructs;
    const client = { kind: 'invoke' };
    expect(api!.bindings).toEqual([
      { name: 'WELCOME', target: 'Shop/Welcome/Function', access: 'write', function: 'Shop/Api/Function', client },
    ]);
    expect(plain).toMatchObject({
      kind: 'PlainFunction',
      triggers: [],
      limits: { timeoutSeconds: 30, retries: 2, maxAgeSeconds: 21_600 },
    });
    for (const { purpose } of plain!.resources) expect(purpose).toMatch(/^[A-Z].+\.$/);
    expect(plain!.resources).toHaveLength(4);
  });

  test('is bound whole', () => {
    const stack = newStack();
    const bindings = { WELCOME: readOnly(add(stack)) };
    expect(problemsOf(() => new PlainFunction(stack, 'Two', { entry, bindings }))).toEqual([
      'BINDING_ACCESS bindings.WELCOME',
    ]);
  });
});

test.each<[string, Partial<PlainFunctionProps>]>([
  ['TIMEOUT_MAX timeout', { timeout: seconds(901) }],
  ['MEMORY_RANGE memory', { memory: 64 }],
  ['ASYNC_RANGE retries', { retries: 3 }],
  ['ASYNC_RANGE retries', { retries: 0.5 }],
  ['ASYNC_RANGE maxAge', { maxAge: seconds(59) }],
  ['ASYNC_RANGE maxAge', { maxAge: hours(7) }],
  ['DLQ_FIFO overrides.failures.fifo', { overrides: { failures: { fifo: true } } }],
  ['ENV_RESERVED environment.AWS_REGION', { environment: { AWS_REGION: 'eu-west-1' } }],
  ['BINDING_TARGET bindings.POOL', { bindings: { POOL: {} as never } }],
])('refuses with %s', (problem, props) => {
  expect(problemsOf(() => add(newStack(), props))).toEqual([problem]);
});

test('reports all mistakes at once', () => {
  const props = { memory: 64, retries: 9, maxAge: days(1) };
  expect(problemsOf(() => add(newStack(), props))).toEqual([
    'MEMORY_RANGE memory',
    'ASYNC_RANGE retries',
    'ASYNC_RANGE maxAge',
  ]);
});

/** The statements of the policies whose logical id starts with `owner`. */
function statementsOf(stack: Stack, owner: string): object[] {
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies
    .filter(([id]) => id.startsWith(owner))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}
