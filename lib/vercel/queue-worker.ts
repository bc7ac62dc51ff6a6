import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { checkWorker, recordWorker } from '../build-output/queue-consumer';
import type { QueueWorkerProps as PortableProps } from '../constructs/queue-worker';
import { readProps } from '../constructs/read-props';
import { type Resolved, withDefaults } from '../defaults';
import { physicalName } from '../physical-name';
import { Bucket } from './bucket';
import { vercelDefaults } from './defaults';
import { VercelFunction } from './function/function';
import { vercelRules } from './prop-rules';
import { Queue } from './queue';
import { consumerName, type QueueTrigger } from './queues/queue-trigger';
import { adapterReference } from './shipped';
import type { VercelTypes } from './types';

/** Props of `QueueWorker` on Vercel. */
export type QueueWorkerProps = PortableProps<VercelTypes>;
type Settings = Resolved<'QueueWorker', QueueWorkerProps>;

/** Prefix of paths that only Vercel calls. */
const RESERVED = '_tw';

/**
 * Runs a Vercel Function for the messages of a queue, which Vercel Queues (in beta) push one by one. A failed message is
 * delivered again after a growing pause; after `maxAttempts` failures, it goes to the dead-letter topic.
 *
 * @experimental
 * @example
 * new QueueWorker(app, 'Receipts', { entry: 'src/receipts.ts', queue: jobs });
 * @see https://vercel.com/docs/queues
 */
export class QueueWorker extends Construct {
  /** The queue of messages: the given one, or its own. */
  readonly queue: Queue;
  /** Runs the handler. */
  readonly function: VercelFunction;
  /** Triggers the function. */
  readonly trigger: QueueTrigger;
  /** Records of processed messages; undefined without `idempotency`. Nothing deletes old records. */
  readonly idempotencyStore?: Bucket;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const settings = readProps(this, 'QueueWorker', props, vercelRules);
    checkWorker(this, { provider: 'vercel', Queue }, { settings, given: props });
    this.queue = settings.queue ?? new Queue(this, 'Messages', { maxAttempts: settings.maxAttempts });
    this.queue.claim(this.node.path);
    const { path } = this.node;
    const name = `${RESERVED}/${physicalName(path, { most: 60, hashed: path })}`;
    this.trigger = {
      type: 'queue/v2beta',
      topic: this.queue.topic,
      consumer: consumerName(name),
      retryAfterSeconds: vercelDefaults.retryPause.value.first,
      maxConcurrency: settings.maxConcurrency,
      ...settings.overrides.trigger,
    };
    if (settings.idempotency !== undefined) this.idempotencyStore = this.createIdempotencyStore();
    this.function = this.createFunction(settings, name);
    recordWorker(this, vercelRules, settings);
  }

  private createIdempotencyStore(): Bucket {
    const memory = new Bucket(this, 'Idempotency');
    const purpose = 'Records processed messages, so that one that is delivered twice is processed once.';
    explain(memory, { type: 'Vercel Blob prefix', purpose, prop: 'idempotency' });
    return memory;
  }

  private createFunction(settings: Settings, name: string): VercelFunction {
    const { idempotency } = settings;
    const idempotent = idempotency &&
      this.idempotencyStore && {
        key: idempotency.key,
        expireAfterSeconds: withDefaults('Idempotency', idempotency).expireAfter.toSeconds(),
        prefix: this.idempotencyStore.prefix,
      };
    const { topic, deadLetterTopic, maxAttempts, node } = this.queue;
    const { first, most } = vercelDefaults.retryPause.value;
    const options = {
      timeoutSeconds: settings.timeout.toSeconds(),
      queue: node.path,
      topic,
      consumer: this.trigger.consumer,
      maxAttempts,
      pause: { first, most },
      deadLetters: { topic: deadLetterTopic, retentionSeconds: vercelDefaults.deadLetterRetention.value },
    };
    return new VercelFunction(this, 'Function', {
      ...settings,
      name,
      adapter: adapterReference(
        idempotent
          ? { name: 'queue-idempotent', export: 'queueIdempotent', options: { idempotent, ...options } }
          : { name: 'queue', export: 'queue', options },
      ),
      trigger: this.trigger,
      purpose: `Processes messages of ${node.path}`,
      overrides: settings.overrides.function,
    });
  }
}
