import * as path from 'node:path';
import { App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import { Bucket, Queue, QueueWorker, Secret, Table } from 'tradewind/aws';

/**
 * Variant of the stack, from the environment: `broken` adds a resource that cannot be created, `renamed` and `removed`
 * change the worker.
 */
const { LIFECYCLE: phase = 'whole' } = process.env;

const stack = new Stack(new App(), 'Lifecycle');
new Bucket(stack, 'Files');
new Table(stack, 'Items', { partitionKey: 'id' });
new Secret(stack, 'Key');
new Queue(stack, 'Jobs');
if (phase !== 'removed') {
  const worker = new QueueWorker(stack, phase === 'renamed' ? 'Post' : 'Mails', {
    entry: path.join(__dirname, 'lifecycle-worker.ts'),
    maxAttempts: 1,
    idempotency: { key: 'id' },
  });
  new CfnOutput(stack, 'Queue', { value: worker.queue.queueUrl });
  new CfnOutput(stack, 'DeadLetters', { value: worker.deadLetterQueue?.queueUrl ?? '' });
  new CfnOutput(stack, 'Done', { value: worker.idempotencyStore?.tableName ?? '' });
}
if (phase === 'broken') {
  const others = stack.node.findAll().filter(CfnResource.isCfnResource);
  const broken = new CfnResource(stack, 'Broken', {
    type: 'AWS::Lambda::Url',
    properties: { AuthType: 'AWS_IAM', TargetFunctionArn: 'no-such-function' },
  });
  for (const other of others) broken.addResourceDependency(other);
}
