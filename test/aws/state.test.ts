import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { days, seconds } from 'tradewind';
import { Bucket, Queue, Secret, Table } from 'tradewind/aws';
import { templateSerializer, testApp } from 'tradewind/testing';
import { inventory } from './inventory';

expect.addSnapshotSerializer(templateSerializer);

const newStack = () => new Stack(testApp(), 'Shop');

describe('a bucket', () => {
  test('is private, TLS only, versioned, and retained', () => {
    const stack = newStack();
    new Bucket(stack, 'Photos');
    expect(inventory(stack)).toEqual({
      'S3::Bucket': 1, // the objects
      'S3::BucketPolicy': 1, // over TLS only
    });
    Template.fromStack(stack).hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
        VersioningConfiguration: { Status: 'Enabled' },
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      },
    });
    expect(Template.fromStack(stack)).toMatchSnapshot();
  });

  test('expires objects, and is deleted with the stack, on request', () => {
    const stack = newStack();
    new Bucket(stack, 'Photos', { expireAfter: days(7), removalPolicy: 'destroy', versioned: false });
    Template.fromStack(stack).hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Delete',
      Properties: {
        VersioningConfiguration: Match.absent(),
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 7 })] },
      },
    });
  });
});

describe('a table', () => {
  test('bills by request, can be restored, emits changes, and is retained', () => {
    const stack = newStack();
    new Table(stack, 'Orders', {
      partitionKey: 'customer',
      sortKey: { name: 'placed', type: 'number' },
      timeToLive: 'ends',
    });
    expect(inventory(stack)).toEqual({ 'DynamoDB::GlobalTable': 1 });
    Template.fromStack(stack).hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'customer', KeyType: 'HASH' },
          { AttributeName: 'placed', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'customer', AttributeType: 'S' },
          { AttributeName: 'placed', AttributeType: 'N' },
        ],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'ends', Enabled: true },
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: Match.absent(),
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      },
    });
  });
});

describe('a queue', () => {
  test('has a dead-letter queue that keeps messages for longer', () => {
    const stack = newStack();
    new Queue(stack, 'Jobs', { retention: days(2), maxAttempts: 7 });
    expect(inventory(stack)).toEqual({
      'SQS::Queue': 2, // messages, and dead letters
      'SQS::QueuePolicy': 2, // over TLS only
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 172_800,
      RedrivePolicy: { maxReceiveCount: 7 },
      SqsManagedSseEnabled: true,
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 1_209_600,
      RedrivePolicy: Match.absent(),
    });
  });

  test('in order has dead letters in order', () => {
    const stack = newStack();
    new Queue(stack, 'Jobs', { fifo: true });
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::SQS::Queue', { FifoQueue: true }, 2);
  });
});

describe('a secret', () => {
  test('has a generated value that is in no template', () => {
    const stack = newStack();
    new Secret(stack, 'ApiKey');
    expect(inventory(stack)).toEqual({ 'SecretsManager::Secret': 1 });
    Template.fromStack(stack).hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        Description: 'Shop/ApiKey',
        GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
        SecretString: Match.absent(),
      },
    });
  });
});

describe('refuses', () => {
  const stack = newStack();
  test.each([
    ['BUCKET_EXPIRY', () => new Bucket(stack, 'A', { expireAfter: seconds(3600) })],
    ['TABLE_KEY', () => new Table(stack, 'B', { partitionKey: 'a-b' })],
    ['TABLE_KEY', () => new Table(stack, 'C', { partitionKey: 'id', sortKey: 'id' })],
    ['TABLE_TTL', () => new Table(stack, 'D', { partitionKey: 'id', timeToLive: 'id' })],
    ['SQS_ATTEMPTS', () => new Queue(stack, 'E', { maxAttempts: 0 })],
    ['DLQ_RETENTION', () => new Queue(stack, 'F', { retention: days(14) })],
    [
      'OVERRIDE_RESOURCE',
      () => new Bucket(stack, 'H', { overrides: { bucketName: 'photos' } as unknown as { bucket: object } }),
    ],
    ['DLQ_TYPE', () => new Queue(stack, 'G', { overrides: { deadLetterQueue: { fifo: true } } })],
  ])('%s', (code, make) => {
    expect(make).toThrow(expect.objectContaining({ code }));
  });
});

describe('overrides, by resource', () => {
  test('are the last props of the construct of the CDK', () => {
    const stack = newStack();
    new Bucket(stack, 'Photos', { overrides: { bucket: { bucketName: 'photos' } } });
    new Table(stack, 'Orders', { partitionKey: 'id', overrides: { table: { tableName: 'orders' } } });
    new Secret(stack, 'Key', { overrides: { secret: { secretName: 'key' } } });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3::Bucket', { BucketName: 'photos' });
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', { TableName: 'orders' });
    template.hasResourceProperties('AWS::SecretsManager::Secret', { Name: 'key' });
  });

  test('that name no resource are refused, all at once, with the resources of the construct', () => {
    const flat = { bucketName: 'photos', versioned: false } as unknown as { bucket: object };
    expect(() => new Bucket(newStack(), 'Photos', { overrides: flat })).toThrow(
      /overrides\.bucketName is unknown: the overrides of the construct are bucket\. Fix: use one of these names, and put the props of a resource below its name\..*overrides\.versioned/s,
    );
  });
});
