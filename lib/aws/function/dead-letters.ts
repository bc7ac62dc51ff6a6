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
  /** `true` if another queue moves messages here by itself. */
  readonly redrive: boolean;
  /** The prop that it is made for. */
  readonly prop?: string;
  /** Kept unless said otherwise: a renamed construct does not lose what failed before. */
  readonly removalPolicy?: StateRemovalPolicy;
  readonly overrides?: Partial<sqs.QueueProps>;
}

/** A queue that keeps what failed for good. */
export function createDeadLetterQueue(scope: Construct, id: string, options: DeadLetterSpec): sqs.Queue {
  const queue = new sqs.Queue(scope, id, {
    retentionPeriod: Duration.seconds(awsDefaults.deadLetterRetention.value),
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    // A queue that names its sources, while they name it, is a circle that CloudFormation cannot make.
    redriveAllowPolicy: options.redrive ? undefined : { redrivePermission: sqs.RedrivePermission.DENY_ALL },
    removalPolicy: removalPolicyOf(options.removalPolicy),
    ...options.overrides,
  });
  explainResource(queue, 'Keeps what failed for good, for 14 days, so that nothing is lost unseen.', options.prop);
  acknowledge(queue, 'queueEncryption', 'failureQueue');
  if (!options.redrive) acknowledge(queue, 'failureQueueOfJob');
  return queue;
}

/** Limits of the deliveries of an asynchronous invocation. */
export interface AsyncInvoke {
  /** Attempts after the first. */
  readonly retries: number;
  /** Age at which an event is given up. */
  readonly maxAge: PortableDuration;
}

/** Sends events that failed for good to `failures`: a destination, unlike a dead-letter queue, keeps the error beside the event. */
export function keepFailures(fn: lambda.Function, failures: sqs.Queue, { retries, maxAge }: AsyncInvoke): void {
  fn.configureAsyncInvoke({
    retryAttempts: retries,
    maxEventAge: Duration.seconds(maxAge.toSeconds()),
    onFailure: new SqsDestination(failures),
  });
}

/** Checks what users may break by overriding the props of a failure queue. */
export function checkDeadLetterOverrides(
  problems: Problems,
  prop: string,
  overrides: Partial<sqs.QueueProps> | undefined,
): void {
  problems.require(overrides?.fifo !== true, {
    code: 'DLQ_FIFO',
    prop: `${prop}.fifo`,
    value: true,
    rule: 'is refused by the services that write to a failure queue: they accept standard queues only',
    fix: 'leave it out',
  });
  const retention = overrides?.retentionPeriod?.toSeconds();
  problems.require(retention === undefined || retention > awsDefaults.queueRetention.value, {
    code: 'DLQ_RETENTION',
    prop: `${prop}.retentionPeriod`,
    value: overrides?.retentionPeriod,
    rule: 'is not longer than that of the source, and age counts from the first arrival: messages would vanish as they come in',
    fix: 'leave it at 14 days',
  });
}

/** Checks that a queue and its dead-letter queue stay of one type: the redrive asks for it. */
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
      rule: 'would make the queue and its dead-letter queue differ, and SQS redrives between queues of one type only',
      fix: 'use the prop fifo',
    });
  }
}
