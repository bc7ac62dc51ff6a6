import type { EventgridSystemTopicEventSubscription } from '@cdktn/provider-azurerm/lib/eventgrid-system-topic-event-subscription';
import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
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
import { azureDefaults } from './defaults';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import type { IBucket } from './objects/bucket-interface';
import { subscribe } from './objects/events';
import { azureRules } from './prop-rules';
import { Queue } from './queue';
import { alarmOnGivenUp, POISONED } from './queues/dead-letter-alarm';
import { grantWork, queueConnection, queueHost, queueOptions } from './queues/queue-trigger';
import { withAlarms } from './stack/alarm-group';
import { errorsOf, type Metric } from './stack/metrics';
import type { AzureTypes } from './types';

/** Props of `FileProcessor` on Azure. */
export type FileProcessorProps = PortableProps<AzureTypes>;
type Settings = Resolved<'FileProcessor', FileProcessorProps>;

/**
 * Runs a function for each object uploaded to a bucket. Event Grid sends uploads to a queue, from which the function receives
 * them. Permanent failures go to the dead-letter queue.
 *
 * @example
 * new FileProcessor(stack, 'Invoices', { entry: 'src/invoice.ts', prefix: 'inbox/', suffix: '.pdf' });
 * @see https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage
 */
export class FileProcessor extends Construct {
  /** Bucket of the files. */
  readonly bucket: IBucket;
  /** Uploads that wait, and those that failed as often as `maxAttempts` allows. */
  readonly queue: Queue;
  /** Sends the events of the bucket to the queue. */
  readonly subscription: EventgridSystemTopicEventSubscription;
  /** Runs the handler. Use it for anything without a prop. */
  readonly functionApp: FunctionAppFlexConsumption;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly identity: UserAssignedIdentity;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: FileProcessorProps) {
    super(scope, id);
    const settings = readProps(this, 'FileProcessor', props, azureRules);
    this.check(settings, props);
    this.bucket = settings.bucket ?? new Bucket(this, 'Source');
    this.queue = new Queue(this, 'Uploads', { maxAttempts: settings.maxAttempts, removalPolicy: 'destroy' });
    this.queue.claim(this.node.path);
    const parts = this.createFunction(settings);
    this.functionApp = parts.functionApp;
    this.identity = parts.identity;
    grantWork(this, this.queue, this.identity);
    const { prefix, suffix, deletions } = settings;
    this.subscription = subscribe(this, { bucket: this.bucket, queue: this.queue, prefix, suffix, deletions });
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.functionApp);
  }

  private check(settings: Settings, given: FileProcessorProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'FileProcessor', given);
    checkFunction(problems, this, settings);
    checkBuckets(problems, { bucket: settings.bucket }, bucketKind);
    problems.throwIfAny();
  }

  private createFunction(settings: Settings): FunctionParts {
    return createFunction(this, {
      ...settings,
      adapter: {
        name: 'object',
        export: 'object',
        options: { timeoutSeconds: settings.timeout.toSeconds(), ...queueOptions },
      },
      purpose: `Processes files ${filesOf(settings)}`,
      bindings: { BUCKET: readOnly(this.bucket), ...settings.bindings },
      internal: (clientId) => queueConnection(this.queue, clientId),
      host: queueHost(settings.maxAttempts, azureDefaults.uploadsPerInstance.value),
      watchLines: true,
      overrides: settings.overrides.functionApp,
    });
  }

  private createAlarms(settings: Settings): void {
    withAlarms(this, settings, (group) => {
      const { functionApp: app, queue } = this;
      const kept = { account: queue.account, queue: queue.deadLetterQueue.name };
      alarmOnGivenUp(this, 'DeadLettersAlarm', group, { app, lines: [POISONED], ...kept });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const source = this.bucket[bound].path;
    const on = `${settings.deletions ? 'upload or deletion' : 'upload'} ${filesOf(settings)}`;
    recordConstruct(
      this,
      {
        kind: 'FileProcessor',
        provider: 'azure',
        functions: [parts.model],
        triggers: [{ kind: 'object', on, function: this.functionApp.node.path, source, prefix: settings.prefix }],
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxAttempts: settings.maxAttempts },
      },
      settings,
    );
  }
}

function filesOf({ prefix = '', suffix = '' }: Pick<Settings, 'prefix' | 'suffix'>): string {
  return `${prefix}*${suffix}`;
}
