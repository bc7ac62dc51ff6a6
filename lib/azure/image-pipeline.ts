import type { EventgridSystemTopicEventSubscription } from '@cdktn/provider-azurerm/lib/eventgrid-system-topic-event-subscription';
import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
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
import { IMAGE_REFUSED } from './adapter/given-up';
import { bound } from './bindings/bound';
import { Bucket, bucketKind } from './bucket';
import { azureDefaults } from './defaults';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import type { IBucket } from './objects/bucket-interface';
import { subscribe } from './objects/events';
import { azureRules } from './prop-rules';
import { POISON, Queue } from './queue';
import { alarmOnGivenUp, POISONED } from './queues/dead-letter-alarm';
import { grantWork, queueConnection, queueHost, queueOptions } from './queues/queue-trigger';
import { withAlarms } from './stack/alarm-group';
import { errorsOf, type Metric } from './stack/metrics';
import type { AzureTypes } from './types';

/** Props of `ImagePipeline` on Azure. */
export type ImagePipelineProps = PortableProps<AzureTypes>;
type Settings = Resolved<'ImagePipeline', ImagePipelineProps>;

/**
 * A bucket for images and a bucket of their variants. Event Grid sends uploads to a queue for a function of tradewind, which
 * uses the `sharp` of your project, installed for the function's CPU.
 *
 * Variants of `cats/tom.jpg` have the keys `cats/tom.jpg/<name>.<format>`.
 *
 * @example
 * new ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 200, format: 'webp' }, full: { width: 1600, format: 'avif' } } });
 * @see https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage
 */
export class ImagePipeline extends Construct {
  /** Bucket of the original images. */
  readonly source: IBucket;
  /** Bucket of the variants. */
  readonly results: IBucket;
  /** Uploads that wait; its dead-letter queue has those that are not images, and those that failed too often. */
  readonly queue: Queue;
  /** Sends the events of the source bucket to the queue. */
  readonly subscription: EventgridSystemTopicEventSubscription;
  /** Creates the variants. Use it for anything without a prop. */
  readonly functionApp: FunctionAppFlexConsumption;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly identity: UserAssignedIdentity;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id);
    const settings = readProps(this, 'ImagePipeline', props, azureRules);
    this.check(settings, props);
    this.source = settings.source ?? new Bucket(this, 'Source');
    // Variants can be created again, so older versions are not kept, and the bucket is deleted with the pipeline.
    this.results = settings.results ?? new Bucket(this, 'Results', { versioned: false, removalPolicy: 'destroy' });
    this.queue = new Queue(this, 'Uploads', {
      maxAttempts: azureDefaults.imageAttempts.value,
      removalPolicy: 'destroy',
    });
    this.queue.claim(this.node.path);
    const parts = this.createFunction(settings);
    this.functionApp = parts.functionApp;
    this.identity = parts.identity;
    this.grantAccess();
    const { prefix, deleteVariants: deletions } = settings;
    this.subscription = subscribe(this, { bucket: this.source, queue: this.queue, prefix, deletions });
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.functionApp);
  }

  private check(settings: Settings, given: ImagePipelineProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'ImagePipeline', given);
    checkFunction(problems, this, { ...settings, entry: '' });
    checkImagePipeline(problems, settings);
    const { source, results } = settings;
    checkBuckets(problems, { source, results }, bucketKind);
    checkResults(problems, settings);
    problems.throwIfAny();
  }

  private createFunction(settings: Settings): FunctionParts {
    const { variants, deleteVariants } = settings;
    const timeoutSeconds = settings.timeout.toSeconds();
    return createFunction(this, {
      ...settings,
      entry: settings.transform ?? shippedEntry('runtime-images/no-transform'),
      adapter: {
        name: 'image-worker',
        export: 'imageWorker',
        options: { timeoutSeconds, variants, limits: imageLimits(settings), deleteVariants, ...queueOptions },
      },
      purpose: `Creates ${Object.keys(variants).join(', ')} of each image`,
      internal: (clientId) => ({
        ...queueConnection(this.queue, clientId),
        TRADEWIND_SOURCE: this.source[bound].value,
        TRADEWIND_RESULTS: this.results[bound].value,
        TRADEWIND_DEAD_LETTERS: `${this.queue.account.primaryQueueEndpoint}${POISON}`,
      }),
      host: queueHost(this.queue.maxAttempts, azureDefaults.uploadsPerInstance.value),
      watchLines: true,
      overrides: settings.overrides.functionApp,
    });
  }

  private grantAccess(): void {
    const { principalId } = this.identity;
    grantWork(this, this.queue, this.identity);
    this.source[bound].grant({ scope: this, id: 'MayRead', principalId }, 'read');
    this.results[bound].grant({ scope: this, id: 'MayWrite', principalId }, 'readwrite');
  }

  private createAlarms(settings: Settings): void {
    withAlarms(this, settings, (group) => {
      const { functionApp: app, queue } = this;
      const kept = { account: queue.account, queue: queue.deadLetterQueue.name };
      alarmOnGivenUp(this, 'DeadLettersAlarm', group, { app, lines: [POISONED, IMAGE_REFUSED], ...kept });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const { path } = this.functionApp.node;
    const [source, results] = [this.source[bound].path, this.results[bound].path];
    const { maxBytes, maxPixels } = settings;
    recordConstruct(
      this,
      {
        kind: 'ImagePipeline',
        provider: 'azure',
        functions: [parts.model],
        triggers: [
          { kind: 'object', on: `upload ${settings.prefix ?? ''}*`, function: path, source, prefix: settings.prefix },
        ],
        bindings: [
          { name: 'source', target: source, access: 'read', function: path },
          { name: 'results', target: results, access: 'write', function: path },
        ],
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxBytes, maxPixels },
      },
      settings,
    );
  }
}
