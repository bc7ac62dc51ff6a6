import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { StorageNotification } from '@cdktf/provider-google/lib/storage-notification';
import { Construct } from 'constructs';
import { checkBuckets, checkResults } from '../constructs/bucket-checks';
import { checkImagePipeline } from '../constructs/image-checks';
import { imageLimits } from '../constructs/image-limits';
import type { ImagePipelineProps as PortableProps } from '../constructs/image-pipeline';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { shippedEntry } from '../shipped';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { bound } from './bindings/bound';
import { Bucket, bucketKind } from './bucket';
import { googleDefaults } from './defaults';
import { cpusOf } from './function/cpus';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import type { IBucket } from './objects/bucket-interface';
import { notify } from './objects/notification';
import { googleRules } from './prop-rules';
import { createMessageQueue, type MessageQueue } from './queues/message-queue';
import { pushTo } from './queues/push';
import { alarmOnDeadLetters, alarmOnWaiting } from './queues/queue-alarms';
import { grantPublish } from './queues/queue-rights';
import { withAlarms } from './stack/alarm-channel';
import { errorsOf, type Metric, messagesIn } from './stack/metrics';
import type { GoogleTypes } from './types';

/** Props of `ImagePipeline` on Google Cloud. */
export type ImagePipelineProps = PortableProps<GoogleTypes>;
type Settings = Resolved<'ImagePipeline', ImagePipelineProps>;

/**
 * A bucket for images and a bucket of their variants. Uploads wait in Pub/Sub for a function of tradewind, which uses the
 * `sharp` of your project, installed for the function's CPU.
 *
 * Variants of `cats/tom.jpg` have the keys `cats/tom.jpg/<name>.<format>`.
 *
 * @example
 * new ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 200, format: 'webp' }, full: { width: 1600, format: 'avif' } } });
 * @see https://cloud.google.com/storage/docs/pubsub-notifications
 */
export class ImagePipeline extends Construct {
  /** Bucket of the original images. */
  readonly source: IBucket;
  /** Bucket of the variants. */
  readonly results: IBucket;
  /** Uploads that wait. */
  readonly subscription: PubsubSubscription;
  /** Uploads that are not images, and those that failed `maxAttempts` times. */
  readonly deadLetters: PubsubSubscription;
  /** Sends the events of the source bucket to the topic. */
  readonly notification: StorageNotification;
  /** Creates the variants. Use it for anything without a prop. */
  readonly function: Cloudfunctions2Function;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly serviceAccount: ServiceAccount;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id);
    const settings = readProps(this, 'ImagePipeline', props, googleRules);
    this.check(settings, props);
    this.source = settings.source ?? new Bucket(this, 'Source');
    // Variants can be created again, so older versions are not kept, and the bucket is deleted with the pipeline.
    this.results = settings.results ?? new Bucket(this, 'Results', { versioned: false, removalPolicy: 'destroy' });
    const queue = this.createQueue(settings);
    this.subscription = queue.subscription;
    this.deadLetters = queue.deadLetters;

    const parts = this.createFunction(settings, queue);
    this.function = parts.function;
    this.serviceAccount = parts.serviceAccount;
    this.grantAccess(queue);
    pushTo(this, this.subscription, this.function, settings.timeout.toSeconds());
    const { prefix, deleteVariants: deletions } = settings;
    this.notification = notify(this, { bucket: this.source, topic: queue.topic, prefix, deletions });
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

  private check(settings: Settings, given: ImagePipelineProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'ImagePipeline', given);
    checkFunction(problems, { ...settings, entry: '' });
    checkImagePipeline(problems, settings);
    const { source, results } = settings;
    checkBuckets(problems, { source, results }, bucketKind);
    checkResults(problems, settings);
    problems.throwIfAny();
  }

  private createQueue(settings: Settings): MessageQueue {
    return createMessageQueue(this, {
      purpose: 'Receives notifications of uploads.',
      fifo: false,
      retentionSeconds: googleDefaults.deadLetterRetention.value.toSeconds(),
      maxAttempts: googleDefaults.imageAttempts.value,
      overrides: settings.overrides.subscription,
    });
  }

  private createFunction(settings: Settings, { deadLetterTopic }: MessageQueue): FunctionParts {
    const { variants, deleteVariants } = settings;
    const timeoutSeconds = settings.timeout.toSeconds();
    return createFunction(this, {
      ...settings,
      entry: settings.transform ?? shippedEntry('runtime-images/no-transform'),
      adapter: {
        name: 'image-worker',
        export: 'imageWorker',
        options: {
          timeoutSeconds,
          variants,
          limits: imageLimits(settings),
          deleteVariants,
          cpus: cpusOf(settings.memory),
        },
      },
      description: `Creates ${Object.keys(variants).join(', ')} of each image`.slice(0, 500),
      internal: {
        TRADEWIND_RESULTS: this.results.bucketName,
        TRADEWIND_DEAD_LETTERS: deadLetterTopic.id,
      },
      // One image per instance, because of memory.
      requestsPerInstance: 1,
      maxInstances: settings.maxConcurrency,
      overrides: settings.overrides.function,
    });
  }

  private grantAccess({ deadLetterTopic }: MessageQueue): void {
    const member = `serviceAccount:${this.serviceAccount.email}`;
    this.source[bound].grant({ scope: this, id: 'MayRead', member }, 'read');
    this.results[bound].grant({ scope: this, id: 'MayWrite', member }, 'readwrite');
    const purpose = 'Lets the function give up files that are not images at once.';
    grantPublish(deadLetterTopic.name, { scope: this, id: 'MayGiveUp', member }, { purpose });
  }

  private createAlarms({ alarms, timeout }: Settings): void {
    withAlarms(this, alarms, (channel) => {
      alarmOnDeadLetters(this, 'DeadLettersAlarm', channel, this.deadLetters);
      alarmOnWaiting(this, channel, { subscription: this.subscription, timeout });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const { path } = this.function.node;
    const [source, results] = [this.source[bound].path, this.results[bound].path];
    const { maxConcurrency, maxBytes, maxPixels } = settings;
    recordConstruct(
      this,
      {
        kind: 'ImagePipeline',
        provider: 'google',
        functions: [parts.model],
        triggers: [
          { kind: 'object', on: `upload ${settings.prefix ?? ''}*`, function: path, source, prefix: settings.prefix },
        ],
        bindings: [
          { name: 'source', target: source, access: 'read', function: path },
          { name: 'results', target: results, access: 'write', function: path },
        ],
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxConcurrency, maxBytes, maxPixels },
      },
      settings,
    );
  }
}
