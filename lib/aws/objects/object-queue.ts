import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Problems } from '../../errors';
import { awsDefaults } from '../defaults';
import { createDeadLetterQueue } from '../function/dead-letters';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import { removalPolicyOf } from '../stack/removal-policy';

/** Settings of the event queues. */
export interface EventQueueSettings {
  readonly timeout: { toSeconds(): number };
  readonly overrides: { readonly queue?: Partial<sqs.QueueProps>; readonly deadLetterQueue?: Partial<sqs.QueueProps> };
}

/**
 * Creates the queue in which events wait for the function, so that a burst is neither lost nor overloads it, and its
 * dead-letter queue.
 */
export function createQueues(scope: Construct, { timeout, overrides }: EventQueueSettings, maxAttempts: number) {
  const deadLetterQueue = createDeadLetterQueue(scope, 'DeadLetters', {
    redrive: true,
    overrides: overrides.deadLetterQueue,
  });
  const queue = new sqs.Queue(scope, 'Queue', {
    visibilityTimeout: Duration.seconds(timeout.toSeconds() * awsDefaults.visibilityFactor.value),
    retentionPeriod: Duration.seconds(awsDefaults.queueRetention.value),
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: maxAttempts },
    removalPolicy: removalPolicyOf(),
    ...overrides.queue,
  });
  explainResource(queue, 'Holds the events of uploads until the function processes them.', 'maxConcurrency');
  acknowledge(queue, 'queueEncryption');
  return { queue, deadLetterQueue };
}

/** Checks overrides of the queue that would break it. */
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
    rule: `is less than six times the timeout of ${timeoutSeconds} s, so a message is delivered again while it is still in progress`,
    fix: `omit it, or give ${needed} s or more`,
  });
  problems.require(overrides?.fifo !== true, {
    code: 'SQS_FIFO',
    prop: 'overrides.queue.fifo',
    value: true,
    rule: 'is incompatible with the standard dead-letter queue, and the events of a bucket have no order',
    fix: 'omit it',
  });
}

/** Events of a bucket, and their target. */
export interface ObjectRule {
  readonly bucket: IBucket;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly deletions: boolean;
  readonly queue: sqs.IQueue;
  readonly deadLetterQueue: sqs.IQueue;
}

/**
 * Routes the object events of a bucket to the queue. Events that cannot be delivered within a day go to the dead-letter
 * queue.
 */
export function createRule(scope: Construct, options: ObjectRule): events.Rule {
  const key = keyPattern(options.prefix, options.suffix);
  const rule = new events.Rule(scope, 'Rule', {
    description: `Sends uploads to ${scope.node.path}`.slice(0, 512),
    eventPattern: {
      source: ['aws.s3'],
      detailType: options.deletions ? ['Object Created', 'Object Deleted'] : ['Object Created'],
      detail: {
        bucket: { name: [options.bucket.bucketName] },
        ...(key === undefined ? {} : { object: { key: [key] } }),
      },
    },
    targets: [new SqsQueue(options.queue, { deadLetterQueue: options.deadLetterQueue })],
  });
  explainResource(rule, 'Sends the events of the bucket to the queue.', 'prefix');
  return rule;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
function keyPattern(prefix: string | undefined, suffix: string | undefined): object | undefined {
  if (prefix && suffix) return { wildcard: `${escapeWildcard(prefix)}*${escapeWildcard(suffix)}` };
  if (prefix) return { prefix };
  return suffix ? { suffix } : undefined;
}

function escapeWildcard(text: string): string {
  return text.replace(/[*\\]/g, '\\$&');
}
