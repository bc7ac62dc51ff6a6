import { CosmosdbSqlContainer } from '@cdktn/provider-azurerm/lib/cosmosdb-sql-container';
import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { StorageQueue } from '@cdktn/provider-azurerm/lib/storage-queue';
import type { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { checkGivenQueue } from '../constructs/given-queue';
import { checkIdempotency } from '../constructs/idempotency-checks';
import type { QueueWorkerProps as PortableProps } from '../constructs/queue-worker';
import { readProps } from '../constructs/read-props';
import type { StateRemovalPolicy } from '../constructs/state';
import { type Resolved, withDefaults } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { physicalName } from '../terraform/physical-name';
import { lifecycleOf } from '../terraform/retain';
import { azureDefaults } from './defaults';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { azureRules } from './prop-rules';
import { Queue } from './queue';
import { alarmOnGivenUp, POISONED } from './queues/dead-letter-alarm';
import { grantWork, queueConnection, queueHost, queueOptions } from './queues/queue-trigger';
import { withAlarms } from './stack/alarm-group';
import { errorsOf, type Metric } from './stack/metrics';
import { AzureStack } from './stack/stack';
import { Cosmos } from './tables/cosmos';
import type { AzureTypes } from './types';

/** Props of `QueueWorker` on Azure. */
export type QueueWorkerProps = PortableProps<AzureTypes>;
type Settings = Resolved<'QueueWorker', QueueWorkerProps>;

/**
 * Runs a function for the messages of a queue, one per call. A failed message is delivered again; after `maxAttempts`
 * failures, it goes to the dead-letter queue.
 *
 * @example
 * new QueueWorker(stack, 'Receipts', { entry: 'src/receipts.ts', queue: jobs });
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger
 */
export class QueueWorker extends Construct {
  /** The queue of messages: the given one, or its own. */
  readonly queue: StorageQueue;
  /** Messages that failed `maxAttempts` times. */
  readonly deadLetterQueue: StorageQueue;
  /** Runs the handler. Use it for anything without a prop. */
  readonly functionApp: FunctionAppFlexConsumption;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly identity: UserAssignedIdentity;
  /** Records of processed messages; undefined without `idempotency`. */
  readonly idempotencyStore?: CosmosdbSqlContainer;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const settings = readProps(this, 'QueueWorker', props, azureRules);
    this.check(settings, props);
    const queue =
      settings.queue ??
      new Queue(this, 'Queue', { maxAttempts: settings.maxAttempts, removalPolicy: settings.removalPolicy });
    queue.claim(this.node.path);
    this.queue = queue.queue;
    this.deadLetterQueue = queue.deadLetterQueue;
    const cosmos = settings.idempotency && Cosmos.of(AzureStack.of(this));
    if (cosmos !== undefined) this.idempotencyStore = this.createIdempotencyStore(cosmos, settings.removalPolicy);
    const parts = this.createFunction(settings, queue, cosmos);
    this.functionApp = parts.functionApp;
    this.identity = parts.identity;
    const grantee = { scope: this, id: 'MayRemember', principalId: this.identity.principalId };
    if (this.idempotencyStore !== undefined)
      cosmos?.grant(grantee, this.idempotencyStore.name, 'readwrite', 'idempotency');
    grantWork(this, queue, this.identity);
    this.createAlarms(settings, queue);
    this.record(settings, parts, queue.maxAttempts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.functionApp);
  }

  private check(settings: Settings, given: QueueWorkerProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'QueueWorker', given);
    checkFunction(problems, this, settings);
    checkIdempotency(problems, settings.idempotency);
    const { queue } = settings;
    const consumer = queue instanceof Queue ? queue.consumerPath : undefined;
    const about = { provider: 'azure', queue, isQueue: queue instanceof Queue, consumer } as const;
    checkGivenQueue(problems, about, { maxAttempts: given.maxAttempts });
    problems.throwIfAny();
  }

  private createIdempotencyStore(cosmos: Cosmos, removalPolicy: StateRemovalPolicy): CosmosdbSqlContainer {
    const memory = new CosmosdbSqlContainer(this, 'Idempotency', {
      ...cosmos.place,
      name: physicalName(this.node.path, { most: 63, hashed: `${this.node.path}/Idempotency` }),
      partitionKeyPaths: ['/partition'],
      partitionKeyVersion: 2,
      // Enabled; each record sets its own lifetime.
      defaultTtl: -1,
      lifecycle: lifecycleOf(removalPolicy),
    });
    const purpose = 'Records processed messages, so that one that is delivered twice is processed once.';
    explain(memory, { type: 'azurerm_cosmosdb_sql_container', purpose, prop: 'idempotency' });
    return memory;
  }

  private createFunction(settings: Settings, queue: Queue, cosmos: Cosmos | undefined): FunctionParts {
    const { idempotency } = settings;
    const idempotent = idempotency && {
      key: idempotency.key,
      expireAfterSeconds: withDefaults('Idempotency', idempotency).expireAfter.toSeconds(),
    };
    const options = { timeoutSeconds: settings.timeout.toSeconds(), queue: queue.node.path };
    const address = this.idempotencyStore && cosmos?.addressOf(this.idempotencyStore.name);
    return createFunction(this, {
      ...settings,
      adapter: idempotent
        ? { name: 'queue', export: 'queueIdempotent', options: { ...options, idempotent, ...queueOptions } }
        : { name: 'queue', export: 'queue', options: { ...options, ...queueOptions } },
      purpose: `Processes messages of ${queue.node.path}`,
      internal: (clientId) => ({
        ...queueConnection(queue, clientId),
        ...(address !== undefined && { TRADEWIND_ONCE: address }),
      }),
      host: queueHost(queue.maxAttempts, azureDefaults.messagesPerInstance.value),
      watchLines: true,
      overrides: settings.overrides.functionApp,
    });
  }

  private createAlarms(settings: Settings, { account }: Queue): void {
    withAlarms(this, settings, (group) => {
      const kept = { account, queue: this.deadLetterQueue.name };
      alarmOnGivenUp(this, 'DeadLettersAlarm', group, { app: this.functionApp, lines: [POISONED], ...kept });
    });
  }

  private record(settings: Settings, parts: FunctionParts, maxAttempts: number): void {
    const source = this.queue.node.path;
    recordConstruct(
      this,
      {
        kind: 'QueueWorker',
        provider: 'azure',
        functions: [parts.model],
        triggers: [{ kind: 'queue', on: `messages of ${source}`, function: this.functionApp.node.path, source }],
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxAttempts },
      },
      settings,
    );
  }
}
