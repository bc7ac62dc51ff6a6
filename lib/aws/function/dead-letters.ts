import { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { StateRemovalPolicy } from '../../constructs/state';
import type { Duration as PortableDuration } from '../../duration';
import type { Problems } from '../../errors';
import { awsDefaults } from '../defaults';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import { removalPolicyOf } from '../stack/removal-policy';

/** Settings of a dead-letter queue. */
export interface DeadLetterSpec {
  /** `true` if a redrive policy moves messages here. */
  readonly redrive: boolean;
  /** Prop that requires the queue. */
  readonly prop?: string;
  /** Fate of the queue, by default `'retain'`, so that a renamed construct keeps its failures. */
  readonly removalPolicy?: StateRemovalPolicy;
  readonly overrides?: Partial<sqs.QueueProps>;
}

/** Creates a queue for permanent failures. */
export function createDeadLetterQueue(scope: Construct, id: string, options: DeadLetterSpec): sqs.Queue {
  const queue = new sqs.Queue(scope, id, {
    retentionPeriod: Duration.seconds(awsDefaults.deadLetterRetention.value),
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    // A queue that names its sources, while they name it, is a circular dependency, which CloudFormation refuses.
    redriveAllowPolicy: options.redrive ? undefined : { redrivePermission: sqs.RedrivePermission.DENY_ALL },
    removalPolicy: removalPolicyOf(options.removalPolicy),
    ...options.overrides,
  });
  explainResource(queue, 'Keeps permanent failures for 14 days, so that nothing is lost unnoticed.', options.prop);
  acknowledge(queue, 'queueEncryption', 'failureQueue');
  if (!options.redrive) acknowledge(queue, 'failureQueueOfJob');
  return queue;
}

/** Limits of the deliveries of an asynchronous invocation. */
export interface AsyncInvoke {
  /** Attempts after the first. */
  readonly retries: number;
  /** Maximum age of an event that is retried. */
  readonly maxAge: PortableDuration;
}

/**
 * Sends permanently failed events to `failures`. A destination, unlike a dead-letter queue, keeps the error with the
 * event.
 */
export function keepFailures(fn: lambda.Function, failures: sqs.Queue, { retries, maxAge }: AsyncInvoke): void {
  fn.configureAsyncInvoke({
    retryAttempts: retries,
    maxEventAge: Duration.seconds(maxAge.toSeconds()),
    onFailure: new SqsDestination(failures),
  });
}

/** Checks overrides of a failure queue that would break it. */
export function checkDeadLetterOverrides(
  problems: Problems,
  prop: string,
  overrides: Partial<sqs.QueueProps> | undefined,
): void {
  problems.require(overrides?.fifo !== true, {
    code: 'DLQ_FIFO',
    prop: `${prop}.fifo`,
    value: true,
    rule: 'is refused by the services that write to a failure queue, which accept only standard queues',
    fix: 'omit it',
  });
  const retention = overrides?.retentionPeriod?.toSeconds();
  problems.require(retention === undefined || retention > awsDefaults.queueRetention.value, {
    code: 'DLQ_RETENTION',
    prop: `${prop}.retentionPeriod`,
    value: overrides?.retentionPeriod,
    rule: 'is not longer than that of the source, and age counts from the first arrival: messages would expire on arrival',
    fix: 'leave it at 14 days',
  });
}

/** Checks that overrides keep a queue and its dead-letter queue of the same type, which the redrive requires. */
export function checkDeadLetterType(
  problems: Problems,
  overrides: { readonly queue?: Partial<sqs.QueueProps>; readonly deadLetterQueue?: Partial<sqs.QueueProps> },
): void {
  for (const resource of ['queue', 'deadLetterQueue'] as const) {
    const fifo = overrides[resource]?.fifo;
    problems.require(fifo === undefined, {
      code: 'DLQ_TYPE',
      prop: `overrides.${resource}.fifo`,
      value: fifo,
      rule: 'would make the types of the queue and its dead-letter queue differ, and SQS redrives only between queues of the same type',
      fix: 'use the prop fifo',
    });
  }
}
