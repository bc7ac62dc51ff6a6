import { Duration } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkRange } from '../constructs/batch-checks';
import { readProps } from '../constructs/read-props';
import type { QueueProps as PortableProps } from '../constructs/state';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { QueueClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { awsDefaults } from './defaults';
import { checkDeadLetterType } from './function/dead-letters';
import { awsRules } from './prop-rules';
import { ImportedQueue } from './queues/imported-queue';
import { boundQueue, grantSend } from './queues/queue-rights';
import { createWorkQueue } from './queues/work-queue';
import { alarmOnDeadLetters, withAlarms } from './stack/alarms';
import { recordConstruct } from './stack/app-model';
import type { AwsStateTypes } from './state-types';

/** Props of `Queue` on AWS. */
export type QueueProps = PortableProps<AwsStateTypes>;
type Settings = Resolved<'Queue', QueueProps>;

/** Visibility timeout of a queue without a worker, in seconds. */
const UNWORKED_VISIBILITY = 30;

/**
 * An SQS queue with a dead-letter queue, encrypted and over TLS only. Its `QueueWorker` sets its visibility timeout.
 * Its dead letters have an alarm with `alarmsTo`.
 *
 * @example
 * const jobs = new Queue<Job>(stack, 'Jobs');
 * new ApiFunction(stack, 'Api', { entry: 'src/api.ts', auth: 'iam', bindings: { JOBS: jobs } });
 * new QueueWorker(stack, 'Worker', { entry: 'src/work.ts', queue: jobs });
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-best-practices.html
 */
export class Queue<Body = unknown> extends Construct implements Bindable<QueueClient<Body>>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  /** The queue. Use it for anything without a prop. */
  readonly queue: sqs.Queue;
  /** Queue of messages that were delivered `maxAttempts` times. */
  readonly deadLetterQueue: sqs.Queue;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a queue that was created elsewhere, in the account and the region of the stack, so that functions can be bound
   * to it and a `QueueWorker` can process its messages. The queue is not changed.
   *
   * @throws ValidationError when the name is invalid
   */
  static fromQueueName<Body = unknown>(scope: Construct, id: string, queueName: string): ImportedQueue<Body> {
    return new ImportedQueue<Body>(scope, id, queueName);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Queue', props, awsRules);
    this.check(settings, props);
    const { queue, deadLetterQueue } = createWorkQueue(this, {
      fifo: settings.fifo,
      maxAttempts: settings.maxAttempts,
      visibilitySeconds: UNWORKED_VISIBILITY,
      removalPolicy: settings.removalPolicy,
      overrides: {
        ...settings.overrides,
        queue: { retentionPeriod: Duration.seconds(settings.retention.toSeconds()), ...settings.overrides.queue },
      },
    });
    this.queue = queue;
    this.deadLetterQueue = deadLetterQueue;
    this[bound] = boundQueue(queue);
    withAlarms(this, undefined, (topic) => alarmOnDeadLetters(this, 'DeadLettersAlarm', topic, deadLetterQueue));
    const limits = { maxAttempts: settings.maxAttempts, retentionSeconds: settings.retention.toSeconds() };
    recordConstruct(this, { kind: 'Queue', provider: 'aws', limits }, settings);
  }

  /** Allows `grantee` to send messages. */
  grantSend(grantee: iam.IGrantable): iam.Grant {
    return grantSend(this.queue, grantee);
  }

  /** Messages that are waiting. */
  metricMessagesVisible(options?: MetricOptions): Metric {
    return this.queue.metricApproximateNumberOfMessagesVisible(options);
  }

  /** Messages in the dead-letter queue. */
  metricDeadLetters(options?: MetricOptions): Metric {
    return this.deadLetterQueue.metricApproximateNumberOfMessagesVisible(options);
  }

  /** Hides messages for at least that long while they are processed. Called by the worker of the queue. @internal */
  hideFor(seconds: number): void {
    const resource = this.queue.node.defaultChild as CfnQueue;
    resource.visibilityTimeout = Math.max(resource.visibilityTimeout ?? 0, seconds);
  }

  private check({ retention, overrides }: Settings, given: QueueProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'Queue', given);
    const most = awsDefaults.deadLetterRetention.value - 1;
    checkRange(problems, {
      code: 'DLQ_RETENTION',
      prop: 'retention',
      value: retention.toSeconds(),
      least: 60,
      most,
      why: 'in seconds: shorter than the retention of the dead-letter queue, because age counts from the first arrival',
    });
    checkDeadLetterType(problems, overrides);
    problems.throwIfAny();
  }
}
