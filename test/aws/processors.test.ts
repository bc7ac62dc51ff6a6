import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table as CdkTable } from 'aws-cdk-lib/aws-dynamodb';
import { Bucket as CdkBucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue as CdkQueue } from 'aws-cdk-lib/aws-sqs';
import { days, describeApp, hours, minutes, seconds } from 'tradewind';
import {
  Bucket,
  ChangeProcessor,
  type ChangeProcessorProps,
  FileProcessor,
  type FileProcessorProps,
  Queue,
  QueueWorker,
  type QueueWorkerProps,
  Table,
} from 'tradewind/aws';
import { templateSerializer, testApp } from 'tradewind/testing';
import { inventory, logicalIds } from './inventory';

expect.addSnapshotSerializer(templateSerializer);

const entry = 'test/fixtures/handlers/worker.ts';
const newStack = () => new Stack(testApp(), 'Shop');
const files = (stack: Stack, props: Partial<FileProcessorProps> = {}, id = 'Files') =>
  new FileProcessor(stack, id, { entry, ...props });
const worker = (stack: Stack, props: Partial<QueueWorkerProps> = {}) =>
  new QueueWorker(stack, 'Worker', { entry, ...props });
const changes = (stack: Stack, props: Partial<ChangeProcessorProps> = {}) =>
  new ChangeProcessor(stack, 'Changes', {
    entry,
    table: props.table ?? new Table(stack, 'Orders', { partitionKey: 'id' }),
    ...props,
  });
const templateWith = (make: (stack: Stack) => unknown) => {
  const stack = newStack();
  make(stack);
  return Template.fromStack(stack);
};
const explained = (stack: Stack) =>
  describeApp(stack).constructs.flatMap(({ resources }) => resources.map(({ type }) => type));

describe('FileProcessor', () => {
  test('the whole inventory, each with its purpose', () => {
    const stack = newStack();
    files(stack);
    expect(inventory(stack)).toEqual({
      'S3::Bucket': 1, // where files arrive
      'S3::BucketPolicy': 1, // over TLS only
      'Events::Rule': 1, // sends uploads to the queue
      'SQS::Queue': 2, // uploads, and dead letters
      'SQS::QueuePolicy': 2, // over TLS only, and from the rule
      'Lambda::Function': 1, // the handler
      'Lambda::EventSourceMapping': 1, // feeds it
      'IAM::Role': 1, // of the function
      'IAM::Policy': 1, // read the bucket, take messages
      'Logs::LogGroup': 1, // of the function
    });
    expect(logicalIds(stack)).toMatchSnapshot();
    expect(Template.fromStack(stack)).toMatchSnapshot();
    expect(explained(stack).sort()).toEqual(
      [
        ...['AWS::Events::Rule', 'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup'],
        ...['AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::SQS::Queue'],
      ].sort(),
    );
  });

  test.each<[Partial<FileProcessorProps>, object | undefined]>([
    [{ prefix: 'in/' }, { prefix: 'in/' }],
    [{ suffix: '.csv' }, { suffix: '.csv' }],
    [{ prefix: 'in/', suffix: '.csv' }, { wildcard: 'in/*.csv' }],
    [{ prefix: 'a*b\\', suffix: '.csv' }, { wildcard: 'a\\*b\\\\*.csv' }],
    [{}, undefined],
  ])('%j matches keys by %j', (props, key) => {
    templateWith((stack) => files(stack, props)).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        'detail-type': ['Object Created'],
        detail: key === undefined ? { object: Match.absent() } : { object: { key: [key] } },
      },
    });
  });

  test('several processors share a bucket, each with its own rule and queue', () => {
    const stack = newStack();
    const bucket = new Bucket(stack, 'Inbox');
    files(stack, { bucket, suffix: '.csv' }, 'Tables');
    files(stack, { bucket, suffix: '.pdf', deletions: true }, 'Papers');
    expect(inventory(stack)).toMatchObject({ 'S3::Bucket': 1, 'Events::Rule': 2, 'SQS::Queue': 4 });
  });

  test('leaves an imported bucket as it is', () => {
    const stack = newStack();
    files(stack, { bucket: CdkBucket.fromBucketName(stack, 'Theirs', 'theirs') });
    expect(inventory(stack)).not.toHaveProperty('S3::Bucket');
    expect(inventory(stack)).not.toHaveProperty('S3::BucketPolicy');
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { detail: { bucket: { name: ['theirs'] } } },
    });
  });

  test('processes one file per invocation, at most ten at the same time, with five attempts', () => {
    const template = templateWith((stack) => files(stack, { maxAttempts: 3 }));
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 10 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 1800,
      RedrivePolicy: { maxReceiveCount: 3 },
    });
  });
});

describe('QueueWorker', () => {
  test('the whole inventory, each with its purpose', () => {
    const stack = newStack();
    worker(stack);
    expect(inventory(stack)).toEqual({
      'SQS::Queue': 2, // messages, and dead letters
      'SQS::QueuePolicy': 2, // over TLS only
      'Lambda::Function': 1, // the handler
      'Lambda::EventSourceMapping': 1, // feeds it
      'IAM::Role': 1, // of the function
      'IAM::Policy': 1, // take messages
      'Logs::LogGroup': 1, // of the function
    });
    expect(logicalIds(stack)).toMatchSnapshot();
    expect(Template.fromStack(stack)).toMatchSnapshot();
  });

  test('records processed messages, with idempotency', () => {
    const stack = newStack();
    worker(stack, { idempotency: { key: 'order.id', expireAfter: hours(2) } });
    expect(inventory(stack)).toMatchObject({ 'DynamoDB::Table': 1 });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiration', Enabled: true },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { TRADEWIND_IDEMPOTENCY_TABLE: { Ref: Match.stringLikeRegexp('^WorkerDone') } } },
    });
    const statements = Object.values(template.findResources('AWS::IAM::Policy'))[0]!.Properties.PolicyDocument
      .Statement;
    expect(statements).toContainEqual(
      expect.objectContaining({
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      }),
    );
  });

  test('hides messages for six times the timeout and the window, of a queue of ours too', () => {
    const own = templateWith((stack) =>
      worker(stack, { timeout: minutes(1), batchSize: 100, batchWindow: seconds(20) }),
    );
    own.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 380 });
    const given = templateWith((stack) => worker(stack, { queue: new Queue(stack, 'Jobs'), timeout: minutes(1) }));
    given.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 360 });
  });

  test('keeps the order of groups, with fifo', () => {
    const template = templateWith((stack) => worker(stack, { fifo: true }));
    template.resourcePropertiesCountIs('AWS::SQS::Queue', { FifoQueue: true }, 2);
    template.hasResourceProperties('AWS::SQS::Queue', { ContentBasedDeduplication: true });
  });

  test('warns about a queue with a short visibility timeout', () => {
    const stack = newStack();
    worker(stack, { queue: new CdkQueue(stack, 'Jobs', { visibilityTimeout: Duration.seconds(60) }) });
    Annotations.fromStack(stack).hasWarning('/Shop/Worker', Match.stringLikeRegexp('SQS_VISIBILITY.*180 s'));
  });

  test('has alarms for dead letters and for waiting messages', () => {
    const stack = newStack();
    worker(stack, { alarms: new Topic(stack, 'Pager') });
    expect(inventory(stack)).toMatchObject({ 'CloudWatch::Alarm': 2 });
  });
});

describe('ChangeProcessor', () => {
  test('the whole inventory, each with its purpose', () => {
    const stack = newStack();
    changes(stack);
    expect(inventory(stack)).toEqual({
      'DynamoDB::GlobalTable': 1, // given
      'S3::Bucket': 1, // failed batches
      'S3::BucketPolicy': 1, // over TLS only
      'Lambda::Function': 1, // the handler
      'Lambda::EventSourceMapping': 1, // feeds it
      'IAM::Role': 1, // of the function
      'IAM::Policy': 1, // read the stream, keep failures
      'Logs::LogGroup': 1, // of the function
    });
    expect(logicalIds(stack)).toMatchSnapshot();
    expect(Template.fromStack(stack)).toMatchSnapshot();
  });

  test('halves a failed batch, retries it, and keeps permanent failures', () => {
    templateWith((stack) => changes(stack, { maxConcurrencyPerShard: 4 })).hasResourceProperties(
      'AWS::Lambda::EventSourceMapping',
      {
        StartingPosition: 'TRIM_HORIZON',
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 5,
        MaximumRecordAgeInSeconds: 43_200,
        ParallelizationFactor: 4,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: {
          OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ChangesFailures'), 'Arn'] } },
        },
      },
    );
  });

  test('filters by what happened and by the item', () => {
    const filter = { types: ['insert', 'delete'], where: { status: ['open', 'late'], size: [1, 2] } } as const;
    const template = templateWith((stack) => changes(stack, { filter }));
    const [mapping] = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));
    const image = { status: { S: ['open', 'late'] }, size: { N: ['1', '2'] } };
    const patterns = mapping!.Properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) =>
      JSON.parse(Pattern),
    );
    expect(patterns).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: image } },
      { eventName: ['REMOVE'], dynamodb: { OldImage: image } },
    ]);
  });

  test('can read only its stream, and list only the streams of its table', () => {
    const template = templateWith((stack) => changes(stack));
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
    const rights = policy!.Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: unknown }) =>
      [Action].flat(),
    );
    expect(rights.sort()).toEqual([
      ...['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      ...['s3:ListBucket', 's3:PutObject'],
    ]);
  });

  test('has alarms for failed changes and for their age', () => {
    const stack = newStack();
    changes(stack, { alarms: new Topic(stack, 'Pager') });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'OnFailureDestinationDeliveredEventCount',
    });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'IteratorAge',
      Threshold: 43_200_000,
    });
  });
});

describe('refuses', () => {
  const cdkTable = (stack: Stack) =>
    new CdkTable(stack, 'Plain', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  test.each<[string, string, (stack: Stack) => unknown]>([
    ['SQS_MAXCONC', 'maxConcurrency', (stack) => worker(stack, { maxConcurrency: 1 })],
    ['SQS_MAXCONC', 'maxConcurrency', (stack) => files(stack, { maxConcurrency: 1001 })],
    ['ESM_VS_RESERVED', 'maxConcurrency', (stack) => worker(stack, { maxInstances: 5 })],
    ['SQS_ATTEMPTS', 'maxAttempts', (stack) => worker(stack, { maxAttempts: 0 })],
    ['SQS_ATTEMPTS', 'maxAttempts', (stack) => files(stack, { maxAttempts: 1001 })],
    ['SQS_BATCH', 'batchSize', (stack) => worker(stack, { batchSize: 11 })],
    ['SQS_BATCH', 'batchSize', (stack) => worker(stack, { batchSize: 10_001, batchWindow: seconds(1) })],
    ['BATCH_WINDOW', 'batchWindow', (stack) => worker(stack, { batchWindow: seconds(301) })],
    ['SQS_FIFO', 'batchSize', (stack) => worker(stack, { fifo: true, batchSize: 11 })],
    ['SQS_FIFO', 'batchWindow', (stack) => worker(stack, { fifo: true, batchWindow: seconds(1) })],
    ['SQS_FIFO', 'overrides.queue.fifo', (stack) => worker(stack, { overrides: { queue: { fifo: true } } })],
    ['SQS_GIVEN', 'maxAttempts', (stack) => worker(stack, { queue: new Queue(stack, 'Q'), maxAttempts: 3 })],
    [
      'SQS_GIVEN',
      'overrides.queue',
      (stack) => worker(stack, { queue: new Queue(stack, 'Q'), overrides: { queue: {} } }),
    ],
    ['SQS_VISIBILITY', 'queue', (stack) => worker(stack, { queue: new CdkQueue(stack, 'Q'), timeout: seconds(31) })],
    [
      'SQS_VISIBILITY',
      'overrides.queue.visibilityTimeout',
      (stack) => worker(stack, { overrides: { queue: { visibilityTimeout: Duration.seconds(30) } } }),
    ],
    ['IDEMPOTENCY_KEY', 'idempotency.key', (stack) => worker(stack, { idempotency: { key: 'a b' } })],
    ['STREAM_OFF', 'table', (stack) => changes(stack, { table: cdkTable(stack) })],
    ['STREAM_BATCH', 'batchSize', (stack) => changes(stack, { batchSize: 0 })],
    ['STREAM_FACTOR', 'maxConcurrencyPerShard', (stack) => changes(stack, { maxConcurrencyPerShard: 11 })],
    ['STREAM_POISON', 'retries', (stack) => changes(stack, { retries: -1 })],
    ['STREAM_AGE', 'maxAge', (stack) => changes(stack, { maxAge: days(7) })],
    ['BATCH_WINDOW', 'batchWindow', (stack) => changes(stack, { batchWindow: minutes(6) })],
  ])('%s of %s', (code, prop, make) => {
    const problems = expect.arrayContaining([expect.objectContaining({ code, prop })]);
    expect(() => make(newStack())).toThrow(expect.objectContaining({ problems }));
  });
});
