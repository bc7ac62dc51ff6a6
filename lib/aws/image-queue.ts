import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { awsDefaults } from '../defaults';
import type { Problems } from '../errors';
import { acknowledge } from './acknowledge';

/** The queue in which events wait for the function, so that a burst is neither lost nor runs away. */
export function createQueue(
  scope: Construct,
  timeoutSeconds: number,
  deadLetterQueue: sqs.IQueue,
  overrides?: Partial<sqs.QueueProps>,
): sqs.Queue {
  const queue = new sqs.Queue(scope, 'Queue', {
    visibilityTimeout: Duration.seconds(timeoutSeconds * awsDefaults.visibilityFactor.value),
    retentionPeriod: Duration.seconds(awsDefaults.queueRetention.value),
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: awsDefaults.maxReceiveCount.value },
    ...overrides,
  });
  acknowledge(queue, 'queueEncryption');
  return queue;
}

/** Checks what users may break by overriding the props of the queue. */
export function checkQueueOverrides(
  problems: Problems,
  overrides: Partial<sqs.QueueProps> | undefined,
  timeoutSeconds: number,
): void {
  const needed = timeoutSeconds * awsDefaults.visibilityFactor.value;
  const visibility = overrides?.visibilityTimeout?.toSeconds();
  problems.require(visibility === undefined || visibility >= needed, {
    code: 'SQS_VISIBILITY',
    prop: 'overrides.queue.visibilityTimeout',
    value: `${visibility} s`,
    rule: `is less than six times the timeout of ${timeoutSeconds} s, so a message comes back while it is still in work`,
    fix: `leave it out, or give ${needed} s or more`,
  });
  problems.require(overrides?.fifo !== true, {
    code: 'SQS_FIFO',
    prop: 'overrides.queue.fifo',
    value: true,
    rule: 'does not go with the standard dead-letter queue, and the events of a bucket have no order to keep',
    fix: 'leave it out',
  });
}

/** Routes the object events of a bucket into the queue. What cannot be delivered for a day goes to the dead letters. */
export function createRule(
  scope: Construct,
  options: { bucket: IBucket; prefix?: string; deletions: boolean; queue: sqs.IQueue; deadLetterQueue: sqs.IQueue },
): events.Rule {
  const object = options.prefix === undefined ? undefined : { key: [{ prefix: options.prefix }] };
  return new events.Rule(scope, 'Rule', {
    description: `Sends uploads to ${scope.node.path}`,
    eventPattern: {
      source: ['aws.s3'],
      detailType: options.deletions ? ['Object Created', 'Object Deleted'] : ['Object Created'],
      detail: { bucket: { name: [options.bucket.bucketName] }, ...(object && { object }) },
    },
    targets: [new SqsQueue(options.queue, { deadLetterQueue: options.deadLetterQueue })],
  });
}
