import { App, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table as CdkTable } from 'aws-cdk-lib/aws-dynamodb';
import { Function as CdkFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket as CdkBucket } from 'aws-cdk-lib/aws-s3';
import { Secret as CdkSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue as CdkQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { describeApp } from 'tradewind';
import {
  ApiFunction,
  type ApiFunctionProps,
  acknowledgeLoop,
  Bucket,
  ChangeProcessor,
  FileProcessor,
  ImagePipeline,
  Queue,
  QueueWorker,
  readOnly,
  ScheduledJob,
  Secret,
  Table,
  writeOnly,
} from 'tradewind/aws';
import { testApp } from 'tradewind/testing';
import { resolveBindings } from '../../lib/aws/bindings/bindings';

const API = 'test/fixtures/handlers/orders.ts';
const WORKER = 'test/fixtures/handlers/worker.ts';
const newStack = (id = 'Shop') => new Stack(testApp(), id);
const api = (stack: Stack, bindings: ApiFunctionProps['bindings'], more: Partial<ApiFunctionProps> = {}) =>
  new ApiFunction(stack, 'Api', { entry: API, auth: 'iam', tracing: 'off', bindings, ...more });

/** Actions of the policy that bindings add. */
function actions(stack: Stack): string[] {
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  return Object.values(policies)
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .flatMap(({ Action }) => Action)
    .sort();
}

describe('the permissions of a binding', () => {
  test.each<[string, (stack: Stack) => ApiFunctionProps['bindings'], string[]]>([
    ['a bucket to read', (stack) => ({ B: readOnly(new Bucket(stack, 'State')) }), ['s3:GetObject', 's3:ListBucket']],
    [
      'a bucket to write',
      (stack) => ({ B: writeOnly(new Bucket(stack, 'State')) }),
      ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'],
    ],
    [
      'a table to read',
      (stack) => ({ B: readOnly(new Table(stack, 'State', { partitionKey: 'id' })) }),
      ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
    ],
    [
      'a table',
      (stack) => ({ B: new Table(stack, 'State', { partitionKey: 'id' }) }),
      [
        'dynamodb:BatchGetItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
    ],
    ['a queue', (stack) => ({ B: new Queue(stack, 'State') }), ['sqs:SendMessage']],
    ['a secret', (stack) => ({ B: new Secret(stack, 'State') }), ['secretsmanager:GetSecretValue']],
    [
      'another function',
      (stack) => ({
        B: new ApiFunction(stack, 'Other', { entry: API, routes: ['GET /other'], auth: 'iam', tracing: 'off' }),
      }),
      ['lambda:InvokeFunction'],
    ],
  ])('to %s are these and no others', (_name, make, expected) => {
    const stack = newStack();
    const names = make(stack);
    api(stack, { STATE: Object.values(names!)[0]! });
    expect(actions(stack)).toEqual(expected);
  });

  test('hold for one resource', () => {
    const stack = newStack();
    api(stack, { ORDERS: new Table(stack, 'Orders', { partitionKey: 'id' }) });
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    for (const { Resource } of policy!.Properties.PolicyDocument.Statement)
      expect(Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Orders/), 'Arn'] });
  });
});

describe('what a binding adds', () => {
  test.each<[string, (stack: Stack) => object, object]>([
    [
      'a table',
      (stack) => new Table(stack, 'T', { partitionKey: 'id', sortKey: { name: 'number', type: 'number' } }),
      { partitionKey: 'id', sortKey: 'number' },
    ],
    [
      'a table without a sort key',
      (stack) => new Table(stack, 'T', { partitionKey: 'id' }),
      { partitionKey: 'id', sortKey: undefined },
    ],
    [
      "a table of the CDK's",
      (stack) =>
        new CdkTable(stack, 'T', {
          partitionKey: { name: 'id', type: AttributeType.STRING },
          sortKey: { name: 'number', type: AttributeType.NUMBER },
        }),
      { partitionKey: 'id', sortKey: 'number' },
    ],
    [
      'an imported table, of which none is known',
      (stack) => CdkTable.fromTableName(stack, 'T', 'theirs'),
      { partitionKey: undefined, sortKey: undefined },
    ],
  ])('receives the keys of %s', (_name, make, options) => {
    const [reference] = resolveBindings({ T: make(newStack()) as Table }).references;
    expect(reference!.options).toEqual(options);
  });

  test('is an environment variable of its name', () => {
    const stack = newStack();
    api(stack, { ORDERS: new Table(stack, 'Orders', { partitionKey: 'id' }), JOBS: new Queue(stack, 'Jobs') });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          ORDERS: { Ref: Match.stringLikeRegexp('^Orders') },
          JOBS: { Ref: Match.stringLikeRegexp('^Jobs') },
        },
      },
    });
  });

  test('is kept with the environment of overrides', () => {
    const stack = newStack();
    api(stack, { JOBS: new Queue(stack, 'Jobs') }, { overrides: { function: { environment: { X: '1' } } } });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { X: '1', JOBS: { Ref: Match.stringLikeRegexp('^Jobs') } } },
    });
  });

  test('is an edge of the app model', () => {
    const stack = newStack();
    api(stack, { ORDERS: readOnly(new Table(stack, 'Orders', { partitionKey: 'id' })), KEY: new Secret(stack, 'Key') });
    const model = describeApp(stack).constructs.find(({ kind }) => kind === 'ApiFunction');
    const TABLE = { kind: 'table', options: { partitionKey: 'id' } };
    expect(model?.bindings).toEqual([
      { name: 'ORDERS', target: 'Shop/Orders/Table', access: 'read', function: 'Shop/Api/Function', client: TABLE },
      {
        name: 'KEY',
        target: 'Shop/Key/Secret',
        access: 'read',
        function: 'Shop/Api/Function',
        client: { kind: 'secret' },
      },
    ]);
  });

  test('is the bundled client, and no other', () => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    const bound = api(stack, { JOBS: new Queue(stack, 'Jobs') });
    const { constructs } = describeApp(app);
    expect(constructs.map(({ kind }) => kind).sort()).toEqual(['ApiFunction', 'Queue']);
    expect(bound.function.node.path).toBe('Shop/Api/Function');
    expect(() => app.synth()).not.toThrow();
  });
});

describe('constructs of the CDK', () => {
  test('can be bound, also imported ones', () => {
    const stack = newStack();
    const arn = (service: string, name: string) => `arn:aws:${service}:eu-north-1:123456789012:${name}`;
    api(stack, {
      MADE: new CdkBucket(stack, 'Made'),
      PHOTOS: readOnly(CdkBucket.fromBucketName(stack, 'Photos', 'photos')),
      ORDERS: CdkTable.fromTableName(stack, 'Orders', 'orders'),
      JOBS: CdkQueue.fromQueueArn(stack, 'Jobs', arn('sqs', 'jobs')),
      KEY: CdkSecret.fromSecretCompleteArn(stack, 'Key', arn('secretsmanager', 'secret:key-aBcDeF')),
      OTHER: CdkFunction.fromFunctionArn(stack, 'Other', arn('lambda', 'function:other')),
    });
    expect(new Set(actions(stack).map((action) => action.split(':')[0]))).toEqual(
      new Set(['s3', 'dynamodb', 'sqs', 'secretsmanager', 'lambda']),
    );
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { PHOTOS: 'photos', ORDERS: 'orders', KEY: Match.stringLikeRegexp('key-aBcDeF$') } },
    });
  });
});

describe('refuses', () => {
  const refuse = (make: (stack: Stack) => unknown, code: string, prop: string) => {
    const stack = newStack();
    expect(() => make(stack)).toThrow(
      expect.objectContaining({ problems: expect.arrayContaining([expect.objectContaining({ code, prop })]) }),
    );
  };

  test('a name that is none for an environment variable', () =>
    refuse((stack) => api(stack, { 'my-table': new Queue(stack, 'Q') }), 'BINDING_NAME', 'bindings.my-table'));
  test('a name of one letter, with the rule that it breaks', () =>
    expect(() => api(new Stack(), { Q: new Queue(new Stack(), 'Jobs') })).toThrow(
      /bindings\.Q is not allowed as the name of a binding: at least two characters, as Lambda requires of environment variables/,
    ));
  test('a name that Lambda keeps', () =>
    refuse((stack) => api(stack, { AWS_REGION: new Queue(stack, 'Q') }), 'BINDING_NAME', 'bindings.AWS_REGION'));
  test('a name that an environment variable has', () =>
    refuse(
      (stack) => api(stack, { JOBS: new Queue(stack, 'Q') }, { environment: { JOBS: 'x' } }),
      'BINDING_NAME',
      'bindings.JOBS',
    ));
  test('to read a queue', () =>
    refuse((stack) => api(stack, { JOBS: readOnly(new Queue(stack, 'Q')) }), 'BINDING_ACCESS', 'bindings.JOBS'));
  test('to write a secret', () =>
    refuse((stack) => api(stack, { KEY: writeOnly(new Secret(stack, 'S')) }), 'BINDING_ACCESS', 'bindings.KEY'));
  test.each(['', '/out/', 'a*', 'a/../b', 'a"b'])('the prefix %p of a bucket', (prefix) =>
    refuse(
      (stack) => api(stack, { OUT: writeOnly(new Bucket(stack, 'B'), { prefix }) }),
      'BINDING_PREFIX',
      'bindings.OUT.prefix',
    ),
  );
  test('a prefix of a table', () =>
    refuse(
      (stack) => api(stack, { OUT: writeOnly(new Table(stack, 'T', { partitionKey: 'id' }), { prefix: 'out/' }) }),
      'BINDING_PREFIX',
      'bindings.OUT.prefix',
    ));
  test('a value that is not state', () =>
    refuse((stack) => api(stack, { TEXT: 'hello' as never }), 'BINDING_TARGET', 'bindings.TEXT'));
  test.each<[string, (stack: Stack) => unknown]>([
    ['a job', (stack) => new ScheduledJob(stack, 'X', { entry: WORKER, schedule: 'every hour' })],
    ['a worker, though it has a queue', (stack) => new QueueWorker(stack, 'X', { entry: WORKER })],
    ['a processor, though it has a bucket', (stack) => new FileProcessor(stack, 'X', { entry: WORKER })],
    [
      'a processor of changes, though it has a table',
      (stack) =>
        new ChangeProcessor(stack, 'X', { entry: WORKER, table: new Table(stack, 'T', { partitionKey: 'id' }) }),
    ],
    ['a pipeline, though it has buckets', (stack) => new ImagePipeline(stack, 'X', { variants: { t: { width: 9 } } })],
    [
      'a function that streams, which an invocation does not give back',
      (stack) => new ApiFunction(stack, 'X', { entry: API, auth: 'iam', streaming: true }),
    ],
    ['some other construct', (stack) => new Construct(stack, 'X')],
  ])('%s', (_name, make) =>
    refuse((stack) => api(stack, { THAT: make(stack) as never }), 'BINDING_TARGET', 'bindings.THAT'),
  );
});

describe('a loop', () => {
  test('of a worker that sends to its own queue is refused with its path', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop');
    const jobs = new Queue(stack, 'Jobs');
    new QueueWorker(stack, 'Worker', { entry: WORKER, queue: jobs, bindings: { JOBS: jobs } });
    expect(() => app.synth()).toThrow(
      /\[tradewind:LOOP\] Shop\/Worker\/Function: .*writes to Shop\/Jobs\/Queue, which triggers Shop\/Worker\/Function/,
    );
  });

  test('is reported only at the construct whose function starts it', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop');
    const jobs = new Queue(stack, 'Jobs');
    new QueueWorker(stack, 'Ahead', { entry: WORKER });
    new QueueWorker(stack, 'Worker', { entry: WORKER, queue: jobs, bindings: { JOBS: jobs } });
    const told = app.node.findAll().flatMap(({ node }) => node.validate().map(() => node.path));
    expect(told).toEqual(['Shop/Worker']);
  });

  const imported = {
    "two imports of one bucket's name": (stack: Stack) => [
      CdkBucket.fromBucketName(stack, 'In', 'photos'),
      CdkBucket.fromBucketName(stack, 'Out', 'photos'),
    ],
    'two imports, one of them by the ARN': (stack: Stack) => [
      CdkBucket.fromBucketName(stack, 'In', 'photos'),
      CdkBucket.fromBucketArn(stack, 'Out', 'arn:aws:s3:::photos'),
    ],
    'a bucket that is made with a name, and an import': (stack: Stack) => [
      new CdkBucket(stack, 'In', { bucketName: 'photos', eventBridgeEnabled: true }),
      CdkBucket.fromBucketName(stack, 'Out', 'photos'),
    ],
    'a bucket that is made without one, and an import of what it will be called': (stack: Stack) => {
      const bucket = new Bucket(stack, 'In').bucket;
      return [bucket, CdkBucket.fromBucketName(stack, 'Out', bucket.bucketName)];
    },
    'a bucket of another stack, and an import of it': (stack: Stack) => {
      const { bucket } = new Bucket(new Stack(stack.node.root as App, 'Other'), 'In');
      return [bucket, CdkBucket.fromBucketName(stack, 'Out', bucket.bucketName)];
    },
    'two imports of an exported name': (stack: Stack) => [
      CdkBucket.fromBucketName(stack, 'In', Fn.importValue('photos')),
      CdkBucket.fromBucketName(stack, 'Out', Fn.importValue('photos')),
    ],
  };
  test.each(Object.entries(imported))('through %s is refused', (_name, make) => {
    const app = testApp();
    const stack = new Stack(app, 'Shop');
    const [source, target] = make(stack);
    new FileProcessor(stack, 'Read', { entry: WORKER, bucket: source!, bindings: { OUT: target! } });
    expect(() => app.synth()).toThrow(/LOOP\] Shop\/Read\/Function/);
  });

  test('is excused at either of two imports', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop');
    const [source, target] = imported["two imports of one bucket's name"](stack);
    new FileProcessor(stack, 'Read', { entry: WORKER, bucket: source!, bindings: { OUT: target! } });
    acknowledgeLoop(target!, 'It writes below out/.');
    expect(() => app.synth()).not.toThrow();
  });

  test('is none between a queue of one account and its namesake of another', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-north-1' } });
    const queue = CdkQueue.fromQueueArn(stack, 'In', 'arn:aws:sqs:eu-north-1:111111111111:jobs');
    const theirs = CdkQueue.fromQueueArn(stack, 'Out', 'arn:aws:sqs:eu-north-1:222222222222:jobs');
    // A binding across accounts is refused for its place, not as a loop.
    expect(() => new QueueWorker(stack, 'Worker', { entry: WORKER, queue, bindings: { OUT: theirs } })).toThrow(
      /^\[tradewind:PLACE\]/,
    );
    expect(() => app.synth()).not.toThrow();
  });

  test('through another function is refused', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop');
    const [files, jobs] = [new Bucket(stack, 'Files'), new Queue(stack, 'Jobs')];
    new FileProcessor(stack, 'Read', { entry: WORKER, bucket: files, bindings: { JOBS: jobs } });
    new QueueWorker(stack, 'Write', { entry: WORKER, queue: jobs, bindings: { FILES: files } });
    expect(() => app.synth()).toThrow(
      /LOOP\] Shop\/Read\/Function.*Shop\/Jobs\/Queue.*Shop\/Write\/Function.*Shop\/Files\/Bucket.*Shop\/Read/s,
    );
  });

  test('is none where prefixes part what is written from what wakes, which the policy holds', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop');
    const files = new Bucket(stack, 'Files');
    const bindings = { OUT: writeOnly(files, { prefix: 'out/' }) };
    new FileProcessor(stack, 'Read', { entry: WORKER, bucket: files, prefix: 'in/', bindings });
    expect(() => app.synth()).not.toThrow();
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
    const statements = Object.values(policies).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const write = statements.filter(({ Action }) => Action.includes('s3:PutObject'));
    expect(write).toHaveLength(1);
    expect(JSON.stringify(write[0].Resource)).toContain('/out/*');
    expect(resolveBindings(bindings).references[0]!.options).toEqual({ writesUnder: 'out/' });
  });

  test('is refused where a prefix is below that of the trigger', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop');
    const files = new Bucket(stack, 'Files');
    const bindings = { OUT: writeOnly(files, { prefix: 'in/done/' }) };
    new FileProcessor(stack, 'Read', { entry: WORKER, bucket: files, prefix: 'in/', bindings });
    expect(() => app.synth()).toThrow(/LOOP\] Shop\/Read\/Function.*Shop\/Files\/Bucket\/in\/done\/\*/s);
  });

  test('is let through with a reason', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop');
    const files = new Bucket(stack, 'Files');
    const processor = new FileProcessor(stack, 'Read', {
      entry: WORKER,
      bucket: files,
      prefix: 'in/',
      bindings: { BUCKET: files },
    });
    acknowledgeLoop(processor, 'It writes below out/, which its prefix leaves out.');
    expect(() => app.synth()).not.toThrow();
    expect(() => acknowledgeLoop(processor, ' ')).toThrow(expect.objectContaining({ code: 'LOOP_REASON' }));
  });

  test('is none when the function only reads', () => {
    const app = testApp();
    const stack = new Stack(app, 'Shop');
    const files = new Bucket(stack, 'Files');
    new FileProcessor(stack, 'Read', { entry: WORKER, bucket: files, bindings: { FILES: readOnly(files) } });
    expect(() => app.synth()).not.toThrow();
  });
});
