import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describeApp } from 'tradewind';
import { alarmsTo, ImagePipeline, type ImagePipelineProps } from 'tradewind/aws';
import { templateSerializer, testApp } from 'tradewind/testing';
import { inventory, logicalIds } from './inventory';

expect.addSnapshotSerializer(templateSerializer);

const newStack = () => new Stack(testApp(), 'Shop');
const add = (stack: Stack, props: Partial<ImagePipelineProps> = {}) =>
  new ImagePipeline(stack, 'Photos', {
    variants: { thumb: { width: 200 }, full: { width: 1600, format: 'avif' } },
    ...props,
  });
const template = (props: Partial<ImagePipelineProps> = {}) => {
  const stack = newStack();
  add(stack, props);
  return Template.fromStack(stack);
};

describe('resources', () => {
  test('the whole inventory, each with its purpose', () => {
    const stack = newStack();
    add(stack);
    expect(inventory(stack)).toEqual({
      'S3::Bucket': 2, // originals and variants
      'S3::BucketPolicy': 2, // over TLS only
      'Events::Rule': 1, // sends uploads to the queue
      'SQS::Queue': 2, // uploads, and dead letters
      'SQS::QueuePolicy': 2, // over TLS only, and from the rule
      'Lambda::Function': 1, // creates the variants
      'Lambda::EventSourceMapping': 1, // feeds it, at most ten at a time
      'IAM::Role': 1, // of the function
      'IAM::Policy': 1, // read originals, write variants, keep poison
      'Logs::LogGroup': 1, // of the function
    });
  });

  test("with CDN, uploads and a bucket of one's own", () => {
    const stack = newStack();
    const photos = add(stack, {
      cdn: true,
      uploads: { auth: 'iam', origins: ['https://shop.example'] },
      results: new Bucket(stack, 'Mine'),
    });
    const counts = inventory(stack);
    expect(counts).toMatchObject({
      'CloudFront::Distribution': 1,
      'CloudFront::OriginAccessControl': 1,
      'ApiGatewayV2::Route': 1,
      'Lambda::Function': 2,
    });
    expect(photos.uploads?.apiRoutes.map((route) => route.routeKey)).toEqual(['POST /uploads']);
    expect(photos.uploadUrl).toMatch(/\/uploads$/);
  });

  test('the logical ids, which are a contract', () => {
    const stack = newStack();
    add(stack);
    expect(logicalIds(stack)).toMatchSnapshot();
  });

  test('the template', () => {
    expect(template()).toMatchSnapshot();
  });

  test('no custom resource', () => {
    const types = Object.values(
      template({ cdn: true, deleteVariants: true }).toJSON().Resources as Record<string, { Type: string }>,
    );
    expect(types.filter(({ Type }) => Type.startsWith('Custom::') || Type.includes('CustomResource'))).toEqual([]);
  });
});

describe('the buckets', () => {
  const made = template();

  test('are private, encrypted, and free of forgotten parts', () => {
    made.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: Match.anyValue(),
      LifecycleConfiguration: {
        Rules: [Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } })],
      },
    });
  });

  test('originals are versioned and retained, variants are neither', () => {
    made.hasResource('AWS::S3::Bucket', {
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    made.hasResource('AWS::S3::Bucket', {
      Properties: { VersioningConfiguration: Match.absent() },
      DeletionPolicy: 'Delete',
    });
  });

  test('an imported bucket is listened to, and left alone otherwise', () => {
    const stack = newStack();
    add(stack, { source: Bucket.fromBucketName(stack, 'Foreign', 'photos-of-old'), prefix: 'in/' });
    const mine = Template.fromStack(stack);
    mine.resourceCountIs('AWS::S3::Bucket', 1);
    mine.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: ['photos-of-old'] }, object: { key: [{ prefix: 'in/' }] } },
      },
    });
    expect(JSON.stringify(mine.findResources('AWS::IAM::Policy'))).toContain('photos-of-old/in/*');
  });
});

describe('the way of an upload', () => {
  test('waits six timeouts before it is tried again, and five tries', () => {
    template().hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 360,
      MessageRetentionPeriod: 345_600,
      SqsManagedSseEnabled: true,
      RedrivePolicy: {
        maxReceiveCount: 5,
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetters'), 'Arn'] },
      },
    });
    template().hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 1_209_600 });
  });

  test('is one of ten in work, and fails alone', () => {
    template().hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 10 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('is configured in the function, with the variants and limits', () => {
    const { Environment } = Object.values(template().findResources('AWS::Lambda::Function'))[0]!.Properties;
    const joined = JSON.stringify(Environment.Variables.TRADEWIND_IMAGES);
    expect(joined).toContain(String.raw`\"thumb\":{\"width\":200}`);
    expect(joined).toContain(String.raw`\"maxPixels\":50000000`);
    template().hasResourceProperties('AWS::Lambda::Function', { MemorySize: 1769, Timeout: 60 });
  });

  test('deletions trigger it only with deleteVariants', () => {
    const types = (props: Partial<ImagePipelineProps>) =>
      Object.values(template(props).findResources('AWS::Events::Rule'))[0]!.Properties.EventPattern['detail-type'];
    expect(types({})).toEqual(['Object Created']);
    expect(types({ deleteVariants: true })).toEqual(['Object Created', 'Object Deleted']);
  });

  test('may delete variants only when they are to go with their originals, and its own notes always', () => {
    const deletes = (deleteVariants: boolean) => {
      const [policy] = Object.values(template({ deleteVariants, prefix: 'in/' }).findResources('AWS::IAM::Policy'));
      const statements: { Action: unknown; Resource: { 'Fn::Join': [string, [object, string]] } }[] =
        policy!.Properties.PolicyDocument.Statement;
      return statements.flatMap(({ Action, Resource }) =>
        Action === 's3:DeleteObject' ? [Resource['Fn::Join'][1][1]] : [],
      );
    };
    expect(deletes(true)).toEqual(['/in/*']);
    expect(deletes(false)).toEqual(['/in/*/.attempt']);
  });

  test('can read originals, write variants and send dead letters, and nothing else', () => {
    const statements = Object.values(template().findResources('AWS::IAM::Policy'))[0]!.Properties.PolicyDocument
      .Statement;
    expect(statements.map(({ Action }: { Action: string | string[] }) => Action)).toEqual([
      's3:GetObject',
      's3:ListBucket',
      's3:ListBucket',
      ['s3:GetObject', 's3:PutObject'],
      's3:DeleteObject',
      'sqs:SendMessage',
      [
        'sqs:ReceiveMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:GetQueueUrl',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
      ],
    ]);
  });
});

test('alarms on dead letters and on images that wait too long', () => {
  const stack = newStack();
  alarmsTo(stack, new Topic(stack, 'Topic'));
  add(stack);
  const made = Template.fromStack(stack);
  made.resourceCountIs('AWS::CloudWatch::Alarm', 2);
  made.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 720 });
  made.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Threshold: 0,
  });
});

test('the CDN reads the variants alone, over HTTPS', () => {
  const made = template({ cdn: true });
  made.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      HttpVersion: 'http2and3',
      DefaultCacheBehavior: {
        ViewerProtocolPolicy: 'redirect-to-https',
        // SecurityHeadersPolicy of AWS: nosniff and HSTS among others.
        ResponseHeadersPolicyId: '67f7725c-6f97-4210-82d7-5512b31e9d03',
      },
    },
  });
  made.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject' }),
      ]),
    },
  });
});

test('grants', () => {
  const stack = newStack();
  const photos = add(stack);
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  photos.grantUpload(role);
  photos.grantRead(role);
  const policy = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy')).find(([id]) =>
    id.startsWith('RoleDefault'),
  );
  expect(JSON.stringify(policy)).toContain('s3:PutObject');
});

test('the app model describes the construct', () => {
  const stack = newStack();
  add(stack);
  expect(describeApp(stack).constructs[0]).toMatchObject({
    kind: 'ImagePipeline',
    path: 'Shop/Photos',
    triggers: [{ kind: 'object', on: 'upload *', function: 'Shop/Photos/Function' }],
    bindings: [
      { name: 'source', target: 'Shop/Photos/Source', access: 'read' },
      { name: 'results', target: 'Shop/Photos/Results', access: 'write' },
    ],
    limits: { maxConcurrency: 10, maxPixels: 50_000_000 },
  });
});
