import { Construct } from 'constructs';
import { type Companions, checkWorker, recordWorker } from '../build-output/queue-consumer';
import type { QueueWorkerProps as PortableProps } from '../constructs/queue-worker';
import { readProps } from '../constructs/read-props';
import { type Resolved, withDefaults } from '../defaults';
import { seconds } from '../duration';
import { netlifyLimits } from '../support/limits/netlify';
import { netlifyDefaults } from './defaults';
import { NetlifyFunction } from './function/function';
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
    checkWorker(this, { provider: 'netlify', Queue }, { settings, given: props });
    this.queue = settings.queue ?? new Queue(this, 'Messages', { maxAttempts: settings.maxAttempts });
    this.queue.claim(this.node.path);
    this.function = this.createFunction(settings);
    this.sweep = this.createSweep(settings.idempotency !== undefined);
    recordWorker(this, netlifyRules, settings, sweepModel(this.sweep));
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
}

function sweepModel({ model, node }: NetlifyFunction): Companions {
  return { functions: [model], triggers: [{ kind: 'schedule', on: 'every minute', function: node.path }] };
}
