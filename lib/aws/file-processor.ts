import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Rule } from 'aws-cdk-lib/aws-events';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { readOnly } from '../constructs/bindings/access';
import type { FileProcessorProps as PortableProps } from '../constructs/file-processor';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { bucketOf } from './bindings/state';
import { checkDeadLetterOverrides } from './function/dead-letters';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { sendEvents } from './objects/bucket-events';
import { checkQueueOverrides, createQueues, createRule } from './objects/object-queue';
import { createSourceBucket } from './objects/source-bucket';
import { awsRules } from './prop-rules';
import { checkReserved, connectQueue } from './queues/queue-mapping';
import { alarmOnDeadLetters, alarmOnWaiting, withAlarms } from './stack/alarms';
import { recordConstruct } from './stack/app-model';
import type { AwsTypes } from './types';

/** Props of `FileProcessor` on AWS. */
export type FileProcessorProps = PortableProps<AwsTypes>;
type Settings = Resolved<'FileProcessor', FileProcessorProps>;

/** One at a time, so that a file that fails, or takes long, delays no other. */
const BATCH_SIZE = 1;

/**
 * Runs a function for each object uploaded to a bucket. Uploads wait in a queue, so that `maxConcurrency` also limits a
 * burst. Permanent failures go to the dead-letter queue.
 *
 * @example
 * new FileProcessor(stack, 'Invoices', { entry: 'src/invoice.ts', prefix: 'inbox/', suffix: '.pdf' });
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
 */
export class FileProcessor extends Construct implements iam.IGrantable {
  /** Bucket of the files. */
  readonly bucket: IBucket;
  /** Queue of the uploads. */
  readonly queue: Queue;
  /** Queue of uploads that failed `maxAttempts` times. */
  readonly deadLetterQueue: Queue;
  /** Sends the events of the bucket to the queue. */
  readonly rule: Rule;
  /** The Lambda function. Use it for anything without a prop. */
  readonly function: lambda.Function;
  /** The execution role, used by this function alone. */
  readonly role: iam.Role;
  /** The log group of the function, which keeps logs for `logRetention` days. */
  readonly logGroup: LogGroup;
  readonly grantPrincipal: iam.IPrincipal;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: FileProcessorProps) {
    super(scope, id);
    const settings = readProps(this, 'FileProcessor', props, awsRules);
    this.check(settings, props);

    this.bucket = bucketOf(settings.bucket) ?? createSourceBucket(this, [], settings.overrides.bucket);
    sendEvents(this.bucket);
    const { queue, deadLetterQueue } = createQueues(this, settings, settings.maxAttempts);
    this.queue = queue;
    this.deadLetterQueue = deadLetterQueue;
    this.rule = createRule(this, { ...settings, ...this.destination() });
    const parts = this.createFunction(settings);
    this.function = parts.function;
    this.role = parts.role;
    this.logGroup = parts.logGroup;
    this.grantPrincipal = parts.function.grantPrincipal;
    connectQueue(this.function, this.queue, {
      batchSize: BATCH_SIZE,
      maxConcurrency: settings.maxConcurrency,
      ...settings.overrides.mapping,
    });
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Adds an environment variable to the function. */
  addEnvironment(name: string, value: string): this {
    this.function.addEnvironment(name, value);
    return this;
  }

  /** Invocations that failed. */
  metricErrors(options?: MetricOptions): Metric {
    return this.function.metricErrors(options);
  }

  /** Files that are waiting. */
  metricMessagesVisible(options?: MetricOptions): Metric {
    return this.queue.metricApproximateNumberOfMessagesVisible(options);
  }

  /** Files in the dead-letter queue. */
  metricDeadLetters(options?: MetricOptions): Metric {
    return this.deadLetterQueue.metricApproximateNumberOfMessagesVisible(options);
  }

  private check(settings: Settings, given: FileProcessorProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'FileProcessor', given);
    checkFunction(problems, settings, settings.overrides.function);
    checkReserved(problems, settings);
    checkQueueOverrides(problems, settings.overrides.queue, settings.timeout.toSeconds());
    checkDeadLetterOverrides(problems, 'overrides.deadLetterQueue', settings.overrides.deadLetterQueue);
    problems.throwIfAny();
  }

  private destination() {
    const { bucket, queue, deadLetterQueue } = this;
    return { bucket, queue, deadLetterQueue };
  }

  private createFunction(settings: Settings): FunctionParts {
    return createFunction(this, 'Function', {
      ...settings,
      adapter: { name: 'object', export: 'object' },
      description: `Processes files ${filesOf(settings)}`.slice(0, 256),
      bindings: { BUCKET: readOnly(this.bucket), ...settings.bindings },
      overrides: settings.overrides.function,
    });
  }

  private createAlarms(settings: Settings): void {
    withAlarms(this, settings.alarms, (topic) => {
      alarmOnDeadLetters(this, 'DeadLettersAlarm', topic, this.deadLetterQueue);
      alarmOnWaiting(this, 'QueueAgeAlarm', topic, { queue: this.queue, timeoutSeconds: settings.timeout.toSeconds() });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const { path } = this.function.node;
    const source = this.bucket.node.path;
    const on = `${settings.deletions ? 'upload or deletion' : 'upload'} ${filesOf(settings)}`;
    recordConstruct(
      this,
      {
        kind: 'FileProcessor',
        provider: 'aws',
        functions: [parts.model],
        triggers: [{ kind: 'object', on, function: path, source, prefix: settings.prefix }],
        bindings: parts.bindings,
        limits: {
          timeoutSeconds: settings.timeout.toSeconds(),
          maxConcurrency: settings.maxConcurrency,
          maxAttempts: settings.maxAttempts,
        },
      },
      settings,
    );
  }
}

function filesOf({ prefix = '', suffix = '' }: Pick<Settings, 'prefix' | 'suffix'>): string {
  return `${prefix}*${suffix}`;
}
