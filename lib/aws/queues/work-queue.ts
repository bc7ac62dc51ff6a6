import { Duration } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { StateRemovalPolicy } from '../../constructs/state';
import { awsDefaults } from '../defaults';
import { createDeadLetterQueue } from '../function/dead-letters';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import { removalPolicyOf } from '../stack/removal-policy';

/** Settings of the queue of a worker. */
export interface WorkQueueSpec {
  readonly fifo: boolean;
  readonly maxAttempts: number;
  readonly visibilitySeconds: number;
  readonly removalPolicy: StateRemovalPolicy;
  readonly overrides: {
    readonly queue?: Partial<sqs.QueueProps>;
    readonly deadLetterQueue?: Partial<sqs.QueueProps>;
  };
}

/** Creates a queue and its dead-letter queue. Both have the same type, which the redrive requires. */
export function createWorkQueue(
  scope: Construct,
  spec: WorkQueueSpec,
): { readonly queue: sqs.Queue; readonly deadLetterQueue: sqs.Queue } {
  const type = spec.fifo ? { fifo: true } : {};
  const deadLetterQueue = createDeadLetterQueue(scope, 'DeadLetters', {
    redrive: true,
    prop: 'maxAttempts',
    removalPolicy: spec.removalPolicy,
    overrides: { ...type, ...spec.overrides.deadLetterQueue },
  });
  const queue = new sqs.Queue(scope, 'Queue', {
    ...type,
    ...(spec.fifo ? { contentBasedDeduplication: true } : {}),
    visibilityTimeout: Duration.seconds(spec.visibilitySeconds),
    retentionPeriod: Duration.seconds(awsDefaults.queueRetention.value),
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: spec.maxAttempts },
    removalPolicy: removalPolicyOf(spec.removalPolicy),
    ...spec.overrides.queue,
  });
  explainResource(queue, 'Holds messages until the function processes them.', 'maxConcurrency');
  acknowledge(queue, 'queueEncryption');
  return { queue, deadLetterQueue };
}
