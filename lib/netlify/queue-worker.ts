import { Construct } from 'constructs';
import { recordConstruct } from '../build-output/app-model';
import { bindingModels, checkBindings } from '../build-output/bindings';
import { checkGivenQueue } from '../constructs/given-queue';
import { checkIdempotency } from '../constructs/idempotency-checks';
import type { QueueWorkerProps as PortableProps } from '../constructs/queue-worker';
import { readProps } from '../constructs/read-props';
import { type Resolved, withDefaults } from '../defaults';
import { seconds } from '../duration';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { netlifyLimits } from '../support/limits/netlify';
import { netlifyDefaults } from './defaults';
import { NetlifyFunction } from './function';
import { netlifyRules } from './prop-rules';
import { Queue } from './queue';
import { adapterReference, entryOf } from './shipped';
import type { NetlifyTypes } from './types';

/** Props of `QueueWorker` on Netlify. */
export type QueueWorkerProps = PortableProps<NetlifyTypes>;
type Settings = Resolved<'QueueWorker', QueueWorkerProps>;

/**
 * Runs a background function for the messages of a queue until nothing is due. Senders start it, and so does a scheduled
 * function, the sweep, when a message was left behind. Anyone can call it, which is harmless: a call carries no data, and the
 * function only processes due messages.
 *
 * The sweep runs each minute, only in published deploys: elsewhere, a message whose call was lost waits for the next call.
 *
 * @example
 * new QueueWorker(site, 'Receipts', { entry: 'src/receipts.ts', queue: jobs });
 * @see https://docs.netlify.com/build/functions/background-functions/
 */
export class QueueWorker extends Construct {
  /** The queue of messages: the given one, or its own. */
  readonly queue: Queue;
  /** Runs the handler. */
  readonly function: NetlifyFunction;
  /** Sweep: finds messages that were left behind. */
  readonly sweep: NetlifyFunction;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const settings = readProps(this, 'QueueWorker', props, netlifyRules);
    this.check(settings, props);
    this.queue = settings.queue ?? new Queue(this, 'Messages', { maxAttempts: settings.maxAttempts });
    this.queue.claim(this.node.path);
    this.function = this.createFunction(settings);
    this.sweep = this.createSweep(settings.idempotency !== undefined);
    this.record(settings);
  }

  private check(settings: Settings, given: QueueWorkerProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'netlify', 'QueueWorker', given);
    checkBindings(problems, 'netlify', settings);
    checkIdempotency(problems, settings.idempotency);
    const { queue } = settings;
    const consumer = queue instanceof Queue ? queue.consumerPath : undefined;
    const about = { provider: 'netlify', queue, isQueue: queue instanceof Queue, consumer } as const;
    checkGivenQueue(problems, about, { maxAttempts: given.maxAttempts });
    problems.throwIfAny();
  }

  private createFunction(settings: Settings): NetlifyFunction {
    const { storeName, maxAttempts, retentionSeconds, wake, workerName, node } = this.queue;
    const { backgroundSeconds, leaseMargin, retryPause, retryWait, leaseRenewal } = netlifyDefaults;
    const timeoutSeconds = settings.timeout.toSeconds();
    const leaseSeconds = timeoutSeconds + leaseMargin.value;
    const idempotent = settings.idempotency && {
      key: settings.idempotency.key,
      expireAfterSeconds: withDefaults('Idempotency', settings.idempotency).expireAfter.toSeconds(),
      leaseSeconds: timeoutSeconds,
      renewSeconds: Math.min(leaseRenewal.value, timeoutSeconds / 3),
    };
    const options = {
      timeoutSeconds,
      queue: node.path,
      store: storeName,
      batchSize: settings.batchSize,
      maxAttempts,
      retentionSeconds,
      leaseSeconds,
      renewSeconds: leaseRenewal.value,
      pause: { ...retryPause.value },
      runSeconds: backgroundSeconds.value - leaseSeconds,
      waitSeconds: retryWait.value,
      slots: { most: settings.maxConcurrency, leaseSeconds, renewSeconds: leaseRenewal.value },
    };
    return new NetlifyFunction(this, 'Function', {
      ...settings,
      name: workerName,
      adapter: adapterReference(
        idempotent
          ? { name: 'queue-idempotent', export: 'queueIdempotent', options: { ...wake, idempotent, ...options } }
          : { name: 'queue', export: 'queue', options: { ...wake, ...options } },
      ),
      purpose: `Processes messages of ${node.path}`,
      trigger: () => ({ background: true }),
      overrides: settings.overrides.function,
    });
  }

  private createSweep(remembers: boolean): NetlifyFunction {
    const { storeName, wake, node } = this.queue;
    return new NetlifyFunction(new Construct(this, 'Sweep'), 'Function', {
      entry: entryOf('no-entry'),
      name: `${storeName}-sweep`,
      timeout: seconds(netlifyLimits.scheduledTimeout.most),
      adapter: adapterReference({
        name: 'sweep',
        export: 'sweep',
        options: { timeoutSeconds: netlifyLimits.scheduledTimeout.most, store: storeName, ...wake, remembers },
      }),
      purpose: `Starts the worker when a message of ${node.path} is due`,
      trigger: () => ({ schedule: netlifyDefaults.sweep.value }),
    });
  }

  private record(settings: Settings): void {
    const { path } = this.function.node;
    const source = this.queue.node.path;
    recordConstruct(
      this,
      {
        kind: 'QueueWorker',
        provider: 'netlify',
        functions: [this.function.model, this.sweep.model],
        triggers: [
          { kind: 'queue', on: `messages of ${source}`, function: path, source },
          { kind: 'schedule', on: 'every minute', function: this.sweep.node.path },
        ],
        bindings: bindingModels(settings.bindings, path),
        limits: {
          timeoutSeconds: settings.timeout.toSeconds(),
          maxAttempts: this.queue.maxAttempts,
          maxConcurrency: settings.maxConcurrency,
        },
      },
      settings,
    );
  }
}
