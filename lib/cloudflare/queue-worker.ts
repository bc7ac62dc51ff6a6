import { D1Database } from '@cdktf/provider-cloudflare/lib/d1-database';
import type { Queue as CloudflareQueue } from '@cdktf/provider-cloudflare/lib/queue';
import type { QueueConsumer } from '@cdktf/provider-cloudflare/lib/queue-consumer';
import type { WorkersScript } from '@cdktf/provider-cloudflare/lib/workers-script';
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
import { checkBindings } from './bindings/bindings';
import { createWorker, type WorkerParts, type WorkerSpec } from './function/worker';
import { cloudflareRules } from './prop-rules';
import { Queue } from './queue';
import { connectQueue } from './queues/consumer';
import { CloudflareStack } from './stack/stack';
import type { CloudflareTypes } from './types';

/** Props of `QueueWorker` on Cloudflare. */
export type QueueWorkerProps = PortableProps<CloudflareTypes>;
type Settings = Resolved<'QueueWorker', QueueWorkerProps>;

/**
 * Runs a worker for the messages of a queue. A failed message is delivered again; after `maxAttempts` failures, it goes to the
 * dead-letter queue.
 *
 * @example
 * new QueueWorker(stack, 'Receipts', { entry: 'src/receipts.ts', queue: jobs, batchSize: 20 });
 * @see https://developers.cloudflare.com/queues/
 */
export class QueueWorker extends Construct {
  /** The queue of messages: the given one, or its own. */
  readonly queue: CloudflareQueue;
  /** Messages that failed `maxAttempts` times. */
  readonly deadLetterQueue: CloudflareQueue;
  /** Runs the handler. Use it for anything without a prop. */
  readonly script: WorkersScript;
  /** Records of processed messages; undefined without `idempotency`. */
  readonly idempotencyStore?: D1Database;
  /** Triggers the worker from the queue. */
  readonly consumer: QueueConsumer;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const settings = readProps(this, 'QueueWorker', props, cloudflareRules);
    this.check(settings, props);
    const queue =
      settings.queue ??
      new Queue(this, 'Messages', { maxAttempts: settings.maxAttempts, removalPolicy: settings.removalPolicy });
    queue.claim(this.node.path);
    this.queue = queue.queue;
    this.deadLetterQueue = queue.deadLetterQueue;

    if (settings.idempotency !== undefined) this.idempotencyStore = this.createIdempotencyStore(settings.removalPolicy);
    const parts = this.createWorker(settings);
    this.script = parts.script;
    this.consumer = this.connect(settings, queue.maxAttempts);
    this.record(settings, parts, queue.maxAttempts);
  }

  private check(settings: Settings, given: QueueWorkerProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'cloudflare', 'QueueWorker', given);
    checkBindings(problems, settings.bindings, settings.environment);
    const { queue } = settings;
    const consumer = queue instanceof Queue ? queue.consumerPath : undefined;
    const about = {
      provider: 'cloudflare',
      queue,
      isQueue: queue instanceof Queue,
      consumer,
      why: 'and a queue of Cloudflare has one consumer',
    } as const;
    checkGivenQueue(problems, about, { maxAttempts: given.maxAttempts });
    checkIdempotency(problems, settings.idempotency);
    problems.throwIfAny();
  }

  private createWorker(settings: Settings): WorkerParts {
    const seconds = settings.timeout.toSeconds();
    const { idempotency } = settings;
    const idempotent = idempotency && {
      key: idempotency.key,
      expireAfterSeconds: withDefaults('Idempotency', idempotency).expireAfter.toSeconds(),
    };
    const options = { timeoutSeconds: seconds };
    const worker: WorkerSpec = {
      ...settings,
      adapter: idempotent
        ? { name: 'queue', export: 'queueIdempotent', options: { ...options, idempotent } }
        : { name: 'queue', export: 'queue', options },
      ownBindings: this.idempotencyStore && [{ name: 'TRADEWIND_ONCE', type: 'd1', id: this.idempotencyStore.id }],
      purpose: 'Processes messages',
      overrides: settings.overrides.script,
    };
    return createWorker(this, worker, seconds);
  }

  private connect(settings: Settings, maxAttempts: number): QueueConsumer {
    return connectQueue(this, {
      queue: this.queue,
      deadLetterQueue: this.deadLetterQueue,
      script: this.script,
      settings: {
        batchSize: settings.batchSize,
        maxRetries: maxAttempts - 1,
        maxWaitTimeMs: settings.batchWindow.toSeconds() * 1000,
        maxConcurrency: settings.maxConcurrency,
        ...settings.overrides.consumer,
      },
      purpose:
        'Sends the messages of the queue to the worker, and moves those that fail too often to the dead letters.',
    });
  }

  private createIdempotencyStore(removalPolicy: StateRemovalPolicy): D1Database {
    const memory = new D1Database(this, 'Idempotency', {
      accountId: CloudflareStack.of(this).accountId,
      name: physicalName(this.node.path, { most: 63, hashed: `${this.node.path}/Idempotency` }),
      readReplication: { mode: 'disabled' },
      lifecycle: lifecycleOf(removalPolicy),
    });
    const purpose = 'Records processed messages, so that one that is delivered twice is processed once.';
    explain(memory, { type: 'cloudflare_d1_database', purpose, prop: 'idempotency' });
    return memory;
  }

  private record(settings: Settings, parts: WorkerParts, maxAttempts: number): void {
    const source = this.queue.node.path;
    const { batchSize, maxConcurrency } = settings;
    recordConstruct(
      this,
      {
        kind: 'QueueWorker',
        provider: 'cloudflare',
        functions: [parts.model],
        triggers: [{ kind: 'queue', on: `messages of ${source}`, function: this.script.node.path, source }],
        bindings: parts.bindings,
        limits: { batchSize, maxAttempts, ...(maxConcurrency !== undefined && { maxConcurrency }) },
      },
      settings,
    );
  }
}
