import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';
import type { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { StorageNotification } from '@cdktf/provider-google/lib/storage-notification';
import { Construct } from 'constructs';
import { readOnly } from '../constructs/bindings/access';
import { checkBuckets } from '../constructs/bucket-checks';
import type { FileProcessorProps as PortableProps } from '../constructs/file-processor';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { bound } from './bindings/bound';
import { Bucket, bucketKind } from './bucket';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import type { IBucket } from './objects/bucket-interface';
import { notify } from './objects/notification';
import { googleRules } from './prop-rules';
import { createMessageQueue, type MessageQueue } from './queues/message-queue';
import { pushTo } from './queues/push';
import { alarmOnDeadLetters, alarmOnWaiting } from './queues/queue-alarms';
import { withAlarms } from './stack/alarm-channel';
import { errorsOf, type Metric, messagesIn } from './stack/metrics';
import type { GoogleTypes } from './types';

/** Props of `FileProcessor` on Google Cloud. */
export type FileProcessorProps = PortableProps<GoogleTypes>;
type Settings = Resolved<'FileProcessor', FileProcessorProps>;

const SECONDS_KEPT = 604_800;

/**
 * Runs a function for each object uploaded to a bucket. Uploads wait in Pub/Sub, so that `maxConcurrency` also limits a burst.
 * Permanent failures go to the dead-letter subscription.
 *
 * @example
 * new FileProcessor(stack, 'Invoices', { entry: 'src/invoice.ts', prefix: 'inbox/', suffix: '.pdf' });
 * @see https://cloud.google.com/storage/docs/pubsub-notifications
 */
export class FileProcessor extends Construct {
  /** Bucket of the files. */
  readonly bucket: IBucket;
  /** Receives notifications of uploads. */
  readonly topic: PubsubTopic;
  /** Uploads that wait. */
  readonly subscription: PubsubSubscription;
  /** Uploads that failed `maxAttempts` times. */
  readonly deadLetters: PubsubSubscription;
  /** Sends the events of the bucket to the topic. */
  readonly notification: StorageNotification;
  /** Runs the handler. Use it for anything without a prop. */
  readonly function: Cloudfunctions2Function;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly serviceAccount: ServiceAccount;
  /** Identity with which Pub/Sub calls the function. */
  readonly callerAccount: ServiceAccount;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: FileProcessorProps) {
    super(scope, id);
    const settings = readProps(this, 'FileProcessor', props, googleRules);
    this.check(settings, props);
    this.bucket = settings.bucket ?? new Bucket(this, 'Source');
    const queue = this.createQueue(settings);
    this.topic = queue.topic;
    this.subscription = queue.subscription;
    this.deadLetters = queue.deadLetters;

    const parts = this.createFunction(settings);
    this.function = parts.function;
    this.serviceAccount = parts.serviceAccount;
    this.callerAccount = pushTo(this, this.subscription, this.function, settings.timeout.toSeconds());
    const { prefix, deletions } = settings;
    this.notification = notify(this, { bucket: this.bucket, topic: this.topic, prefix, deletions });
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.function);
  }

  /** Messages that wait. */
  metricMessagesVisible(): Metric {
    return messagesIn(this.subscription);
  }

  /** Messages in the dead letters. */
  metricDeadLetters(): Metric {
    return messagesIn(this.deadLetters);
  }

  private check(settings: Settings, given: FileProcessorProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'FileProcessor', given);
    checkFunction(problems, settings);
    checkBuckets(problems, { bucket: settings.bucket }, bucketKind);
    problems.throwIfAny();
  }

  private createQueue({ maxAttempts, overrides }: Settings): MessageQueue {
    return createMessageQueue(this, {
      purpose: 'Receives notifications of uploads.',
      fifo: false,
      retentionSeconds: SECONDS_KEPT,
      maxAttempts,
      overrides: overrides.subscription,
    });
  }

  private createFunction(settings: Settings): FunctionParts {
    const { suffix, maxConcurrency } = settings;
    return createFunction(this, {
      ...settings,
      adapter: {
        name: 'object',
        export: 'object',
        options: { timeoutSeconds: settings.timeout.toSeconds(), suffix },
      },
      description: `Processes files ${filesOf(settings)}`.slice(0, 500),
      bindings: { BUCKET: readOnly(this.bucket), ...settings.bindings },
      // One file per instance: a file that needs much memory does not take it from others.
      requestsPerInstance: 1,
      maxInstances: maxConcurrency,
      overrides: settings.overrides.function,
    });
  }

  private createAlarms({ alarms, timeout }: Settings): void {
    withAlarms(this, alarms, (channel) => {
      alarmOnDeadLetters(this, 'DeadLettersAlarm', channel, this.deadLetters);
      alarmOnWaiting(this, channel, { subscription: this.subscription, timeout });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const source = this.bucket[bound].path;
    const on = `${settings.deletions ? 'upload or deletion' : 'upload'} ${filesOf(settings)}`;
    const { maxAttempts, maxConcurrency } = settings;
    recordConstruct(
      this,
      {
        kind: 'FileProcessor',
        provider: 'google',
        functions: [parts.model],
        triggers: [{ kind: 'object', on, function: this.function.node.path, source, prefix: settings.prefix }],
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxAttempts, maxConcurrency },
      },
      settings,
    );
  }
}

function filesOf({ prefix = '', suffix = '' }: Pick<Settings, 'prefix' | 'suffix'>): string {
  return `${prefix}*${suffix}`;
}
