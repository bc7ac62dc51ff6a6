import type { Queue as CloudflareQueue } from '@cdktf/provider-cloudflare/lib/queue';
import type { QueueConsumer } from '@cdktf/provider-cloudflare/lib/queue-consumer';
import { R2BucketEventNotification } from '@cdktf/provider-cloudflare/lib/r2-bucket-event-notification';
import type { WorkersScript } from '@cdktf/provider-cloudflare/lib/workers-script';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { readOnly } from '../constructs/bindings/access';
import { checkBuckets } from '../constructs/bucket-checks';
import type { FileProcessorProps as PortableProps } from '../constructs/file-processor';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { checkBindings } from './bindings/bindings';
import { bound } from './bindings/bound';
import { Bucket, bucketKind } from './bucket';
import { cloudflareDefaults } from './defaults';
import { createWorker, type WorkerParts, type WorkerSpec } from './function/worker';
import type { IBucket } from './objects/bucket-interface';
import { cloudflareRules } from './prop-rules';
import { Queue } from './queue';
import { connectQueue } from './queues/consumer';
import { CloudflareStack } from './stack/stack';
import type { CloudflareTypes } from './types';

/** Props of `FileProcessor` on Cloudflare. */
export type FileProcessorProps = PortableProps<CloudflareTypes>;
type Settings = Resolved<'FileProcessor', FileProcessorProps>;

/**
 * Runs a worker for each object uploaded to a bucket. Uploads wait in a queue, so that `maxConcurrency` also limits a burst.
 * Permanent failures go to the dead-letter queue.
 *
 * @example
 * new FileProcessor(stack, 'Invoices', { entry: 'src/invoice.ts', prefix: 'inbox/', suffix: '.pdf' });
 * @see https://developers.cloudflare.com/r2/buckets/event-notifications/
 */
export class FileProcessor extends Construct {
  /** Bucket of the files. */
  readonly bucket: IBucket;
  /** Uploads that wait. */
  readonly queue: CloudflareQueue;
  /** Uploads that failed `maxAttempts` times. */
  readonly deadLetterQueue: CloudflareQueue;
  /** Sends the events of the bucket to the queue. */
  readonly notification: R2BucketEventNotification;
  /** Runs the handler. Use it for anything without a prop. */
  readonly script: WorkersScript;
  /** Triggers the worker from the queue. */
  readonly consumer: QueueConsumer;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: FileProcessorProps) {
    super(scope, id);
    const settings = readProps(this, 'FileProcessor', props, cloudflareRules);
    this.check(settings, props);
    this.bucket = settings.bucket ?? new Bucket(this, 'Source');
    const queue = new Queue(this, 'Uploads', { maxAttempts: settings.maxAttempts, removalPolicy: 'destroy' });
    queue.claim(this.node.path);
    this.queue = queue.queue;
    this.deadLetterQueue = queue.deadLetterQueue;

    const parts = this.createWorker(settings);
    this.script = parts.script;
    this.consumer = this.connect(settings);
    this.notification = this.createNotification(settings);
    this.record(settings, parts);
  }

  private check(settings: Settings, given: FileProcessorProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'cloudflare', 'FileProcessor', given);
    checkBindings(problems, settings.bindings, settings.environment);
    checkBuckets(problems, { bucket: settings.bucket }, bucketKind);
    problems.throwIfAny();
  }

  private createWorker(settings: Settings): WorkerParts {
    const seconds = settings.timeout.toSeconds();
    const worker: WorkerSpec = {
      ...settings,
      adapter: { name: 'object', export: 'object', options: { timeoutSeconds: seconds } },
      purpose: `Processes files ${filesOf(settings)}`,
      bindings: { BUCKET: readOnly(this.bucket), ...settings.bindings },
      overrides: settings.overrides.script,
    };
    return createWorker(this, worker, seconds);
  }

  private connect(settings: Settings): QueueConsumer {
    return connectQueue(this, {
      queue: this.queue,
      deadLetterQueue: this.deadLetterQueue,
      script: this.script,
      settings: {
        batchSize: cloudflareDefaults.uploadBatch.value,
        maxRetries: settings.maxAttempts - 1,
        maxWaitTimeMs: 0,
        maxConcurrency: settings.maxConcurrency,
        ...settings.overrides.consumer,
      },
      purpose: 'Sends uploads to the worker one by one, and moves those that fail too often to the dead letters.',
    });
  }

  private createNotification({ prefix, suffix, deletions }: Settings): R2BucketEventNotification {
    const created = ['PutObject', 'CopyObject', 'CompleteMultipartUpload'];
    const notification = new R2BucketEventNotification(this, 'Notification', {
      accountId: CloudflareStack.of(this).accountId,
      bucketName: this.bucket.bucketName,
      queueId: this.queue.queueId,
      rules: [{ actions: deletions ? [...created, 'DeleteObject', 'LifecycleDeletion'] : created, prefix, suffix }],
      // The first upload already finds a consumer.
      dependsOn: [this.consumer],
    });
    const purpose = 'Notifies the queue of uploads.';
    explain(notification, { type: 'cloudflare_r2_bucket_event_notification', purpose, prop: 'prefix' });
    return notification;
  }

  private record(settings: Settings, parts: WorkerParts): void {
    const source = this.bucket[bound].path;
    const on = `${settings.deletions ? 'upload or deletion' : 'upload'} ${filesOf(settings)}`;
    recordConstruct(
      this,
      {
        kind: 'FileProcessor',
        provider: 'cloudflare',
        functions: [parts.model],
        triggers: [{ kind: 'object', on, function: this.script.node.path, source, prefix: settings.prefix }],
        bindings: parts.bindings,
        limits: { maxConcurrency: settings.maxConcurrency, maxAttempts: settings.maxAttempts },
      },
      settings,
    );
  }
}

function filesOf({ prefix = '', suffix = '' }: Pick<Settings, 'prefix' | 'suffix'>): string {
  return `${prefix}*${suffix}`;
}
