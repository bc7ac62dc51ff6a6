import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ApiFunction, Bucket, type EnvOf, FileProcessor, Queue, QueueWorker, readOnly, Secret } from 'tradewind/aws';
import type { BucketReader, Handler } from 'tradewind/runtime';
import { testApp } from 'tradewind/testing';
import { problemsOf } from '../problems';

const entry = 'test/fixtures/handlers/worker.ts';
const newStack = () => new Stack(testApp(), 'Shop');
const bindingsOf = (stack: Stack) => ({
  SCANS: readOnly(Bucket.fromBucketName(stack, 'Scans', 'scans-of-the-office')),
  JOBS: Queue.fromQueueName(stack, 'Jobs', 'jobs.fifo'),
  KEY: Secret.fromSecretName(stack, 'Key', 'payment/key'),
});

test('functions receive clients of imported state, and the permissions that they need', () => {
  const stack = newStack();
  new ApiFunction(stack, 'Api', {
    entry: 'test/fixtures/handlers/orders.ts',
    auth: 'iam',
    tracing: 'off',
    bindings: bindingsOf(stack),
  });
  const template = Template.fromStack(stack);
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  const granted = policy!.Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: unknown }) => Action);
  expect(granted.sort()).toEqual(['s3:GetObject', 's3:ListBucket', 'secretsmanager:GetSecretValue', 'sqs:SendMessage']);
  expect(JSON.stringify(policy)).toContain('payment/key-??????');
  for (const type of ['AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::SecretsManager::Secret'])
    template.resourceCountIs(type, 0);
});

test('processors accept imported buckets and queues', () => {
  const stack = newStack();
  new FileProcessor(stack, 'Intake', { entry, bucket: Bucket.fromBucketName(stack, 'Scans', 'scans-of-the-office') });
  new QueueWorker(stack, 'Work', { entry, queue: Queue.fromQueueName(stack, 'Jobs', 'jobs') });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { detail: { bucket: { name: ['scans-of-the-office'] } } },
  });
  expect(JSON.stringify(template.findResources('AWS::Lambda::EventSourceMapping'))).toContain(':jobs"');
});

test('the clients are typed', () => {
  const handler: Handler<EnvOf<ReturnType<typeof bindingsOf>>> = {
    async fetch(_request, env) {
      const scans: BucketReader = env.SCANS;
      return new Response((await scans.get(await env.KEY.get()))?.body);
    },
  };
  expect(handler.fetch).toBeDefined();
});

test.each<[string, (stack: Stack) => unknown]>([
  ['BUCKET_NAME bucketName', (stack) => Bucket.fromBucketName(stack, 'B', 's3://scans')],
  ['QUEUE_NAME queueName', (stack) => Queue.fromQueueName(stack, 'Q', 'https://sqs.example/jobs')],
  ['QUEUE_NAME queueName', (stack) => Queue.fromQueueName(stack, 'Q', undefined as never)],
  [
    'SECRET_NAME secretName',
    (stack) => Secret.fromSecretName(stack, 'S', 'arn:aws:secretsmanager:eu-north-1:1:secret:x'),
  ],
])('refuses by %s', (problem, declare) => {
  expect(problemsOf(() => declare(newStack()))).toEqual([problem]);
});
