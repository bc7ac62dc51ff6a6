import { Duration } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkIdempotency } from '../constructs/idempotency-checks';
import type { QueueWorkerProps as PortableProps } from '../constructs/queue-worker';
import { readProps } from '../constructs/read-props';
import { type Resolved, withDefaults } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { hideFor, queueOf } from './bindings/state';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { awsRules } from './prop-rules';
import { createIdempotencyTable, grantRecords } from './queues/idempotency-table';
import {
  checkBatches,
  checkForeignQueue,
  checkVisibility,
  checkWorkQueueOverrides,
  claimQueue,
  visibilitySeconds,
} from './queues/queue-checks';
import { checkReserved, connectQueue } from './queues/queue-mapping';
import { createWorkQueue } from './queues/work-queue';
import { alarmOnDeadLetters, alarmOnWaiting, withAlarms } from './stack/alarms';
import { recordConstruct } from './stack/app-model';
import type { AwsTypes } from './types';

/** Props of `QueueWorker` on AWS. */
export type QueueWorkerProps = PortableProps<AwsTypes>;
type Settings = Resolved<'QueueWorker', QueueWorkerProps>;

/**
 * Runs a function for the messages of a queue. Failed messages are retried one by one, and permanent failures go to the
 * dead-letter queue. `maxConcurrency` also limits a burst.
 *
 * @example
 * new QueueWorker(stack, 'Mails', { entry: 'src/mail.ts', idempotency: { key: 'id' } });
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export class QueueWorker extends Construct implements iam.IGrantable {
  /** Messages that are waiting. */
  readonly queue: IQueue;
  /** Queue of messages that failed `maxAttempts` times; none with `queue`. */
  readonly deadLetterQueue?: IQueue;
  /** The Lambda function. Use it for anything without a prop. */
  readonly function: lambda.Function;
  /** The execution role, used by this function alone. */
  readonly role: iam.Role;
  /** The log group of the function, which keeps logs for `logRetention` days. */
  readonly logGroup: LogGroup;
  /** Table of the processed messages, with `idempotency`. */
  readonly idempotencyStore?: dynamodb.Table;
  readonly grantPrincipal: iam.IPrincipal;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const settings = readProps(this, 'QueueWorker', props, awsRules);
    this.check(settings, props);

    hideFor(settings.queue, visibilitySeconds(settings));
    const given = queueOf(settings.queue);
    const queues: Pick<QueueWorker, 'queue' | 'deadLetterQueue'> =
      given === undefined ? this.createQueue(settings) : { queue: given };
    this.queue = queues.queue;
    this.deadLetterQueue = queues.deadLetterQueue;
    if (settings.idempotency !== undefined)
      this.idempotencyStore = createIdempotencyTable(this, settings.removalPolicy);
    const parts = this.createFunction(settings);
    this.function = parts.function;
    this.role = parts.role;
    this.logGroup = parts.logGroup;
    this.grantPrincipal = parts.function.grantPrincipal;
    if (this.idempotencyStore !== undefined) grantRecords(this.idempotencyStore, this.role);
    this.listen(settings);
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Allows `grantee` to send messages. */
  grantSend(grantee: iam.IGrantable): iam.Grant {
    return this.queue.grant(grantee, 'sqs:SendMessage');
  }

  /** Adds an environment variable to the function. */
  addEnvironment(name: string, value: string): this {
    this.function.addEnvironment(name, value);
    return this;
  }

  /** Batches that failed as a whole. */
  metricErrors(options?: MetricOptions): Metric {
    return this.function.metricErrors(options);
  }

  /** Messages that are waiting. */
  metricMessagesVisible(options?: MetricOptions): Metric {
    return this.queue.metricApproximateNumberOfMessagesVisible(options);
  }

  /** Messages in the dead-letter queue; undefined with `queue`, whose dead-letter queue is unknown. */
  metricDeadLetters(options?: MetricOptions): Metric | undefined {
    return this.deadLetterQueue?.metricApproximateNumberOfMessagesVisible(options);
  }

  private check(settings: Settings, given: QueueWorkerProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'QueueWorker', given);
    const { overrides } = settings;
    const queue = queueOf(settings.queue);
    checkFunction(problems, settings, overrides.function);
    checkReserved(problems, settings);
    checkBatches(problems, settings, queue?.fifo ?? settings.fifo);
    checkIdempotency(problems, settings.idempotency);
    if (queue === undefined) checkWorkQueueOverrides(problems, overrides.queue, settings);
    else {
      checkForeignQueue(problems, settings, given);
      claimQueue(problems, this, queue);
      // The worker sets the visibility timeout of a `Queue` of tradewind.
      if (queue === settings.queue) checkVisibility(problems, this, queue, settings);
    }
    problems.throwIfAny();
  }

  private createQueue(settings: Settings) {
    const { fifo, maxAttempts, removalPolicy, overrides } = settings;
    const visibility = visibilitySeconds(settings);
    return createWorkQueue(this, { fifo, maxAttempts, removalPolicy, overrides, visibilitySeconds: visibility });
  }

  private createFunction(settings: Settings): FunctionParts {
    const { idempotency } = settings;
    const idempotent = idempotency && {
      key: idempotency.key,
      expireAfterSeconds: withDefaults('Idempotency', idempotency).expireAfter.toSeconds(),
    };
    return createFunction(this, 'Function', {
      ...settings,
      adapter: idempotent
        ? { name: 'queue-idempotent', export: 'queueIdempotent', options: idempotent }
        : { name: 'queue', export: 'queue' },
      description: `Processes messages of ${this.node.path}`.slice(0, 256),
      internal: this.idempotencyStore && { TRADEWIND_IDEMPOTENCY_TABLE: this.idempotencyStore.tableName },
      overrides: settings.overrides.function,
    });
  }

  private listen(settings: Settings): void {
    const { batchSize, batchWindow, maxConcurrency } = settings;
    connectQueue(this.function, this.queue, {
      batchSize,
      maxBatchingWindow: batchWindow.toSeconds() === 0 ? undefined : Duration.seconds(batchWindow.toSeconds()),
      maxConcurrency,
      ...settings.overrides.mapping,
    });
  }

  private createAlarms(settings: Settings): void {
    withAlarms(this, settings.alarms, (topic) => {
      const deadLetters = this.deadLetterQueue ?? deadLettersWithoutAlarm(settings);
      if (deadLetters) alarmOnDeadLetters(this, 'DeadLettersAlarm', topic, deadLetters);
      alarmOnWaiting(this, 'QueueAgeAlarm', topic, { queue: this.queue, timeoutSeconds: settings.timeout.toSeconds() });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const source = this.queue.node.path;
    recordConstruct(
      this,
      {
        kind: 'QueueWorker',
        provider: 'aws',
        functions: [parts.model],
        triggers: [{ kind: 'queue', on: `messages of ${source}`, function: this.function.node.path, source }],
        bindings: parts.bindings,
        limits: {
          timeoutSeconds: settings.timeout.toSeconds(),
          batchSize: settings.batchSize,
          maxConcurrency: settings.maxConcurrency,
          ...(settings.queue === undefined && { maxAttempts: settings.maxAttempts }),
        },
      },
      settings,
    );
  }
}

/** The dead-letter queue of a given queue. A `Queue` has its own alarm under `alarmsTo`; another topic adds one. */
function deadLettersWithoutAlarm({ queue, alarms }: Settings): IQueue | undefined {
  if (queue === undefined) return undefined;
  if ('deadLetterQueue' in queue && 'queue' in queue) return alarms === undefined ? undefined : queue.deadLetterQueue;
  return queue instanceof Queue ? queue.deadLetterQueue?.queue : undefined;
}
