import type { Construct } from 'constructs';
import type { FunctionModel, TriggerModel } from '../app-model/model';
import { checkGivenQueue } from '../constructs/given-queue';
import { checkIdempotency } from '../constructs/idempotency-checks';
import type { QueueWorkerProps } from '../constructs/queue-worker';
import type { PropRules } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { recordConstruct } from './app-model';
import { bindingModels, checkBindings } from './bindings';
import type { MessageQueue } from './message-queue';

type WorkerSettings = Resolved<'QueueWorker', QueueWorkerProps>;

/** Properties of a provider's workers. */
export interface WorkerHost extends Pick<PropRules, 'provider'> {
  /** The provider's class of queues. */
  readonly Queue: abstract new (
    ...args: never
  ) => MessageQueue;
}

/** Checks a `QueueWorker`, and that no other worker has its queue. @throws ValidationError */
export function checkWorker(
  { node }: Construct,
  { provider, Queue }: WorkerHost,
  { settings, given }: { readonly settings: WorkerSettings; readonly given: QueueWorkerProps },
): void {
  const problems = new Problems(node.path);
  checkSupport(problems, provider, 'QueueWorker', given);
  checkBindings(problems, provider, settings);
  checkIdempotency(problems, settings.idempotency);
  const { queue } = settings;
  const isQueue = queue instanceof Queue;
  const consumer = isQueue ? queue.consumerPath : undefined;
  checkGivenQueue(problems, { provider, queue, isQueue, consumer }, { maxAttempts: given.maxAttempts });
  problems.throwIfAny();
}

/** Functions and triggers of a worker in addition to the function that processes messages. */
export interface Companions {
  readonly functions: readonly FunctionModel[];
  readonly triggers: readonly TriggerModel[];
}

/** Records a `QueueWorker` in the app model. */
export function recordWorker(
  worker: Construct & {
    readonly queue: MessageQueue;
    readonly function: Construct & { readonly model: FunctionModel };
  },
  { provider }: Pick<PropRules, 'provider'>,
  settings: WorkerSettings,
  companions: Companions = { functions: [], triggers: [] },
): void {
  const { model, node } = worker.function;
  const { queue } = worker;
  const source = queue.node.path;
  const { bindings, timeout, maxConcurrency } = settings;
  recordConstruct(
    worker,
    {
      kind: 'QueueWorker',
      provider,
      functions: [model, ...companions.functions],
      triggers: [{ kind: 'queue', on: `messages of ${source}`, function: node.path, source }, ...companions.triggers],
      bindings: bindingModels(bindings, node.path),
      limits: { timeoutSeconds: timeout.toSeconds(), maxAttempts: queue.maxAttempts, maxConcurrency },
    },
    settings,
  );
}
