import type { Queue as CloudflareQueue } from '@cdktf/provider-cloudflare/lib/queue';
import type { QueueConsumer } from '@cdktf/provider-cloudflare/lib/queue-consumer';
import { R2BucketEventNotification } from '@cdktf/provider-cloudflare/lib/r2-bucket-event-notification';
import type { Worker } from '@cdktf/provider-cloudflare/lib/worker';
import type { WorkerVersion } from '@cdktf/provider-cloudflare/lib/worker-version';
import type { WorkersDeployment } from '@cdktf/provider-cloudflare/lib/workers-deployment';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { checkBuckets, checkResults } from '../constructs/bucket-checks';
import { checkImagePipeline } from '../constructs/image-checks';
import { imageLimits } from '../constructs/image-limits';
import type { ImagePipelineProps as PortableProps } from '../constructs/image-pipeline';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { formatOf } from '../runtime-images/keys';
import type { ImageVariant } from '../runtime-images/types';
import { IMAGE_MEMORY, memoryOfVariant } from '../runtime-images/wasm/memory';
import { checkSupport } from '../support/check';
import { WORKER_MEMORY } from '../support/limits/cloudflare';
import { recordConstruct } from '../terraform/app-model';
import { bound } from './bindings/bound';
import { Bucket, bucketKind } from './bucket';
import { cloudflareDefaults } from './defaults';
import { createMultiModuleWorker, type MultiModuleParts } from './function/multi-module';
import type { IBucket } from './objects/bucket-interface';
import { cloudflareRules } from './prop-rules';
import { Queue } from './queue';
import { connectQueue } from './queues/consumer';
import { encoderReference } from './shipped';
import { CloudflareStack } from './stack/stack';
import type { CloudflareTypes } from './types';

/** Props of `ImagePipeline` on Cloudflare. */
export type ImagePipelineProps = PortableProps<CloudflareTypes>;
type Settings = Resolved<'ImagePipeline', ImagePipelineProps>;

/**
 * A bucket for images and a bucket of their variants. Uploads wait in a queue for a worker of tradewind, which uses the
 * WebAssembly codecs of your project: `npm install @jsquash/jpeg @jsquash/png @jsquash/webp`, and `@jsquash/avif` for
 * variants of that format. It needs the paid plan of Workers: the free one allows 10 milliseconds of CPU time.
 *
 * Variants of `cats/tom.jpg` have the keys `cats/tom.jpg/<name>.<format>`.
 *
 * @example
 * new ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 200, format: 'webp' }, full: { width: 1600, format: 'jpeg' } } });
 * @see https://developers.cloudflare.com/r2/buckets/event-notifications/
 */
export class ImagePipeline extends Construct {
  /** Bucket of the original images. */
  readonly source: IBucket;
  /** Bucket of the variants. */
  readonly results: IBucket;
  /** Uploads that wait. */
  readonly queue: CloudflareQueue;
  /** Uploads that are not images, and those that failed five times. */
  readonly deadLetterQueue: CloudflareQueue;
  /** Sends the events of the source bucket to the queue. */
  readonly notification: R2BucketEventNotification;
  /** Creates the variants. Use it for anything without a prop. */
  readonly worker: Worker;
  /** The code of the worker. */
  readonly version: WorkerVersion;
  /** Deploys the version. */
  readonly deployment: WorkersDeployment;
  /** Triggers the worker from the queue. */
  readonly consumer: QueueConsumer;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id);
    const settings = readProps(this, 'ImagePipeline', props, cloudflareRules);
    this.check(settings, props);
    this.source = settings.source ?? new Bucket(this, 'Source');
    this.results = settings.results ?? new Bucket(this, 'Results');
    const queue = new Queue(this, 'Uploads', { removalPolicy: 'destroy' });
    queue.claim(this.node.path);
    this.queue = queue.queue;
    this.deadLetterQueue = queue.deadLetterQueue;

    const parts = this.createWorker(settings);
    this.worker = parts.worker;
    this.version = parts.version;
    this.deployment = parts.deployment;
    this.consumer = this.listen(settings, queue.maxAttempts);
    this.notification = this.createNotification(settings);
    this.record(settings, parts);
  }

  private check(settings: Settings, given: ImagePipelineProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'cloudflare', 'ImagePipeline', given);
    checkImagePipeline(problems, settings);
    checkFormats(problems, settings.variants);
    const { source, results } = settings;
    checkBuckets(problems, { source, results }, bucketKind);
    checkResults(problems, settings);
    problems.throwIfAny();
  }

  private createWorker(settings: Settings): MultiModuleParts {
    const { variants, deleteVariants } = settings;
    const timeoutSeconds = settings.timeout.toSeconds();
    const options = {
      variants,
      limits: imageLimits({ ...settings, memory: WORKER_MEMORY }),
      deleteVariants,
      timeoutSeconds,
    };
    return createMultiModuleWorker(this, {
      adapter: { name: 'image-worker', export: 'imageWorker', options },
      purpose: `Creates ${Object.keys(variants).join(', ')} of each image`,
      parts: encodersOf(variants),
      bindings: [
        { name: 'DEAD_LETTERS', type: 'queue', queueName: this.deadLetterQueue.queueName },
        { name: 'RESULTS', type: 'r2_bucket', bucketName: this.results.bucketName },
        { name: 'SOURCE', type: 'r2_bucket', bucketName: this.source.bucketName },
      ],
      seconds: timeoutSeconds,
      overrides: settings.overrides.version,
    });
  }

  private listen(settings: Settings, maxAttempts: number): QueueConsumer {
    return connectQueue(this, {
      queue: this.queue,
      deadLetterQueue: this.deadLetterQueue,
      script: this.deployment,
      settings: {
        batchSize: cloudflareDefaults.uploadBatch.value,
        maxRetries: maxAttempts - 1,
        maxWaitTimeMs: 0,
        maxConcurrency: settings.maxConcurrency,
        ...settings.overrides.consumer,
      },
      purpose: 'Sends uploads to the worker one by one, and moves those that fail too often to the dead letters.',
    });
  }

  private createNotification({ prefix, deleteVariants }: Settings): R2BucketEventNotification {
    const created = ['PutObject', 'CopyObject', 'CompleteMultipartUpload'];
    const actions = deleteVariants ? [...created, 'DeleteObject', 'LifecycleDeletion'] : created;
    const notification = new R2BucketEventNotification(this, 'Notification', {
      accountId: CloudflareStack.of(this).accountId,
      bucketName: this.source.bucketName,
      queueId: this.queue.queueId,
      rules: [{ actions, prefix }],
      // The first upload already finds a consumer.
      dependsOn: [this.consumer],
    });
    const purpose = 'Notifies the queue of uploads.';
    explain(notification, { type: 'cloudflare_r2_bucket_event_notification', purpose, prop: 'prefix' });
    return notification;
  }

  private record(settings: Settings, { worker, model }: MultiModuleParts): void {
    const { path } = worker.node;
    const source = this.source[bound].path;
    const { maxConcurrency, maxBytes, maxPixels } = settings;
    recordConstruct(
      this,
      {
        kind: 'ImagePipeline',
        provider: 'cloudflare',
        functions: [model],
        triggers: [
          { kind: 'object', on: `upload ${settings.prefix ?? ''}*`, function: path, source, prefix: settings.prefix },
        ],
        bindings: [
          { name: 'source', target: source, access: 'read', function: path },
          { name: 'results', target: this.results[bound].path, access: 'write', function: path },
        ],
        limits: { timeoutSeconds: model.timeoutSeconds, maxConcurrency, maxBytes, maxPixels },
      },
      settings,
    );
  }
}

/** Only the codecs of the requested formats: a worker may have 10 MB, and the one for AVIF takes 3.5. */
function encodersOf(variants: Settings['variants']) {
  const formats = new Set(Object.values(variants).map(formatOf));
  return [...formats].sort().flatMap((format) => (format === 'gif' ? [] : [encoderReference(format)]));
}

function checkFormats(problems: Problems, variants: Settings['variants'] = {}): void {
  for (const [name, variant] of Object.entries(variants)) {
    const format = formatOf(variant);
    problems.require(['jpeg', 'png', 'webp', 'avif'].includes(format), {
      code: 'IMAGE_FORMAT',
      prop: `variants.${name}.format`,
      value: format,
      rule: 'cannot be written by a worker: there is no codec for it',
      fix: "use 'webp', 'avif', 'jpeg' or 'png'",
    });
    problems.require(format !== 'png' || variant.quality === undefined, {
      code: 'IMAGE_FORMAT',
      prop: `variants.${name}.quality`,
      value: variant.quality,
      rule: 'reduces the colours of a PNG, which the codec for workers cannot do',
      fix: "omit it, or use 'webp'",
    });
    checkFrame(problems, name, variant);
  }
}

/** Borders have a size that no source limits. */
function checkFrame(problems: Problems, name: string, variant: ImageVariant): void {
  const { width, height, fit } = variant;
  if (fit !== 'contain' || !width || !height || formatOf(variant) === 'gif') return;
  problems.require(memoryOfVariant(variant, { width, height }, false) <= IMAGE_MEMORY, {
    code: 'IMAGE_VARIANTS',
    prop: `variants.${name}`,
    value: variant,
    rule: 'exceeds the 128 MB memory of a worker for every image',
    fix: "give smaller sides, or fit: 'inside'",
  });
}
