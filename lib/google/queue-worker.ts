import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { FirestoreDatabase } from '@cdktf/provider-google/lib/firestore-database';
import type { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';
import type { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { Construct } from 'constructs';
import { checkGivenQueue } from '../constructs/given-queue';
import { checkIdempotency } from '../constructs/idempotency-checks';
import type { QueueWorkerProps as PortableProps } from '../constructs/queue-worker';
import { readProps } from '../constructs/read-props';
import type { StateRemovalPolicy } from '../constructs/state';
import { type Resolved, withDefaults } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { WORK } from './adapter/idempotency-store';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { googleRules } from './prop-rules';
import { Queue } from './queue';
import { pushTo } from './queues/push';
import { alarmOnDeadLetters, alarmOnWaiting } from './queues/queue-alarms';
import { withAlarms } from './stack/alarm-channel';
import { errorsOf, type Metric, messagesIn } from './stack/metrics';
import { createDatabase, expireDocuments, grantDatabase } from './tables/database';
import type { GoogleTypes } from './types';

/** Props of `QueueWorker` on Google Cloud. */
export type QueueWorkerProps = PortableProps<GoogleTypes>;
type Settings = Resolved<'QueueWorker', QueueWorkerProps>;

/**
 * Runs a function for the messages of a queue, which Pub/Sub pushes one by one. A failed message is delivered again after a
 * growing pause; after `maxAttempts` failures, it goes to the dead-letter subscription.
 *
 * @example
 * new QueueWorker(stack, 'Receipts', { entry: 'src/receipts.ts', queue: jobs });
 * @see https://cloud.google.com/pubsub/docs/push
 */
export class QueueWorker extends Construct {
  /** Topic of the messages. */
  readonly topic: PubsubTopic;
  /** Subscription in which messages wait. */
  readonly subscription: PubsubSubscription;
  /** Messages that failed `maxAttempts` times. */
  readonly deadLetters: PubsubSubscription;
  /** Runs the handler. Use it for anything without a prop. */
  readonly function: Cloudfunctions2Function;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly serviceAccount: ServiceAccount;
  /** Identity with which Pub/Sub calls the function. */
  readonly callerAccount: ServiceAccount;
  /** Records of processed messages; undefined without `idempotency`. */
  readonly idempotencyStore?: FirestoreDatabase;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const settings = readProps(this, 'QueueWorker', props, googleRules);
    this.check(settings, props);
    const queue = settings.queue ?? this.createQueue(settings);
    queue.claim(this.node.path);
    this.topic = queue.topic;
    this.subscription = queue.subscription;
    this.deadLetters = queue.deadLetters;
    if (settings.idempotency !== undefined) this.idempotencyStore = this.createIdempotencyStore(settings.removalPolicy);

    const parts = this.createFunction(settings);
    this.function = parts.function;
    this.serviceAccount = parts.serviceAccount;
    this.callerAccount = pushTo(this, this.subscription, this.function, settings.timeout.toSeconds());
    if (this.idempotencyStore !== undefined) {
      const member = `serviceAccount:${this.serviceAccount.email}`;
      grantDatabase(this.idempotencyStore.name, { scope: this, id: 'MayRemember', member }, 'readwrite');
    }
    this.createAlarms(settings);
    this.record(settings, parts, queue.maxAttempts);
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

  private check(settings: Settings, given: QueueWorkerProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'QueueWorker', given);
    checkFunction(problems, settings);
    checkIdempotency(problems, settings.idempotency);
    const { queue } = settings;
    const consumer = queue instanceof Queue ? queue.consumerPath : undefined;
    const about = { provider: 'google', queue, isQueue: queue instanceof Queue, consumer } as const;
    checkGivenQueue(problems, about, { fifo: given.fifo, maxAttempts: given.maxAttempts });
    problems.throwIfAny();
  }

  private createIdempotencyStore(removalPolicy: StateRemovalPolicy): FirestoreDatabase {
    const memory = createDatabase(this, 'Idempotency', {
      removalPolicy,
      purpose: 'Records processed messages, so that one that is delivered twice is processed once.',
      prop: 'idempotency',
      // Point-in-time recovery costs money, and old records are not needed.
      overrides: { pointInTimeRecoveryEnablement: 'POINT_IN_TIME_RECOVERY_DISABLED' },
    });
    expireDocuments(this, memory, { collection: WORK, field: 'expires', prop: 'idempotency' });
    return memory;
  }

  private createQueue({ maxAttempts, fifo, removalPolicy }: Settings): Queue {
    return new Queue(this, 'Messages', { maxAttempts, fifo, removalPolicy });
  }

  private createFunction(settings: Settings): FunctionParts {
    const { idempotency, maxConcurrency } = settings;
    const idempotent = idempotency && {
      key: idempotency.key,
      expireAfterSeconds: withDefaults('Idempotency', idempotency).expireAfter.toSeconds(),
    };
    const options = { timeoutSeconds: settings.timeout.toSeconds() };
    return createFunction(this, {
      ...settings,
      adapter: idempotent
        ? { name: 'queue', export: 'queueIdempotent', options: { ...options, idempotent } }
        : { name: 'queue', export: 'queue', options },
      description: `Processes messages of ${this.topic.node.path}`.slice(0, 500),
      internal: this.idempotencyStore && { TRADEWIND_ONCE: this.idempotencyStore.id },
      // One message per instance, so that the number of instances limits the messages in progress.
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

  private record(settings: Settings, parts: FunctionParts, maxAttempts: number): void {
    const source = this.topic.node.path;
    recordConstruct(
      this,
      {
        kind: 'QueueWorker',
        provider: 'google',
        functions: [parts.model],
        triggers: [{ kind: 'queue', on: `messages of ${source}`, function: this.function.node.path, source }],
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxAttempts, maxConcurrency: settings.maxConcurrency },
      },
      settings,
    );
  }
}
