import { Annotations, Token } from 'aws-cdk-lib';
import { CfnQueue, type IQueue, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';
import { checkBatchWindow, checkRange } from '../../constructs/batch-checks';
import type { QueueWorkerProps } from '../../constructs/queue-worker';
import type { Resolved } from '../../defaults';
import type { Problems } from '../../errors';
import { awsDefaults } from '../defaults';
import { physicalId } from '../stack/physical-id';
import type { AwsTypes } from '../types';

type Settings = Resolved<'QueueWorker', QueueWorkerProps<AwsTypes>>;

/** Largest batch of a queue without order, and of one with. */
const MAX_MESSAGES = 10_000;
const MAX_ORDERED = 10;
/** Larger batches have to be waited for. */
const MAX_AT_ONCE = 10;

/** How long a message stays hidden while it is in work: six times the timeout, as AWS advises, and the window. */
export function visibilitySeconds({ timeout, batchWindow }: Pick<Settings, 'timeout' | 'batchWindow'>): number {
  return timeout.toSeconds() * awsDefaults.visibilityFactor.value + batchWindow.toSeconds();
}

/** Checks batches: their size, their window, and what a queue with order does not have. */
export function checkBatches(problems: Problems, settings: Settings, fifo: boolean): void {
  const { batchSize, batchWindow } = settings;
  const most = fifo ? MAX_ORDERED : MAX_MESSAGES;
  const why = fifo ? 'which is what a FIFO queue gives' : 'which is what an event source takes';
  checkRange(problems, {
    code: fifo ? 'SQS_FIFO' : 'SQS_BATCH',
    prop: 'batchSize',
    value: batchSize,
    least: 1,
    most,
    why,
  });
  checkBatchWindow(problems, batchWindow);
  problems.require(!fifo || batchWindow.toSeconds() === 0, {
    code: 'SQS_FIFO',
    prop: 'batchWindow',
    value: batchWindow,
    rule: 'is not to be had with a FIFO queue',
    fix: 'leave it out',
  });
  problems.require(fifo || batchSize <= MAX_AT_ONCE || batchWindow.toSeconds() >= 1, {
    code: 'SQS_BATCH',
    prop: 'batchSize',
    value: batchSize,
    rule: `is over ${MAX_AT_ONCE}, which a queue gives at once; larger batches have to be waited for`,
    fix: 'give a batchWindow of a second or more',
  });
}

/** Paths of the workers of given queues, per app and queue. */
const workers = new WeakMap<IConstruct, Map<string, string>>();

/** Claims a queue for a worker: a second one would take a share of the messages at random. */
export function claimQueue(problems: Problems, worker: Construct, queue: IQueue): void {
  const known = workers.get(worker.node.root) ?? new Map<string, string>();
  workers.set(worker.node.root, known);
  const id = physicalId(queue) ?? queue.node.path;
  const owner = known.get(id);
  problems.require(owner === undefined, {
    code: 'QUEUE_TAKEN',
    prop: 'queue',
    value: owner,
    rule: 'processes the messages of the queue already, and each message goes to one of its workers at random',
    fix: 'send to a queue for each worker',
  });
  if (owner === undefined) known.set(id, worker.node.path);
}

/** Checks what was said of a queue that is not made here, and would have no effect. */
export function checkForeignQueue(problems: Problems, settings: Settings, given: QueueWorkerProps<AwsTypes>): void {
  for (const prop of ['fifo', 'maxAttempts'] as const) {
    problems.require(given[prop] === undefined, {
      code: 'SQS_GIVEN',
      prop,
      value: given[prop],
      rule: 'is a property of the queue, and the queue was given',
      fix: 'set it where the queue is made',
    });
  }
  for (const resource of ['queue', 'deadLetterQueue'] as const) {
    problems.require(settings.overrides[resource] === undefined, {
      code: 'SQS_GIVEN',
      prop: `overrides.${resource}`,
      rule: 'is for a queue that is made here, and the queue was given',
      fix: 'set it where the queue is made',
    });
  }
}

/**
 * Checks the visibility of a queue that is made in the app: under the timeout is a mistake, under six times of it a
 * warning. That of an imported queue is not known.
 */
export function checkVisibility(
  problems: Problems,
  scope: Construct,
  queue: IQueue,
  settings: Pick<Settings, 'timeout' | 'batchWindow'>,
): void {
  const seconds = visibilityOf(queue);
  if (seconds === undefined) return;
  const timeout = settings.timeout.toSeconds();
  const advised = visibilitySeconds(settings);
  problems.require(seconds >= timeout, {
    code: 'SQS_VISIBILITY',
    prop: 'queue',
    value: queue.node.path,
    rule: `hides messages for ${seconds} s, less than the timeout of ${timeout} s: a message comes back while it is still in work`,
    fix: `give the queue a visibilityTimeout of ${advised} s`,
  });
  if (seconds < timeout || seconds >= advised) return;
  Annotations.of(scope).addWarningV2(
    'tradewind:SQS_VISIBILITY',
    `[tradewind:SQS_VISIBILITY] ${scope.node.path}: queue=${queue.node.path} hides messages for ${seconds} s, less than six times the timeout of ${timeout} s, so messages of a throttled batch can come twice. Fix: give the queue a visibilityTimeout of ${advised} s.`,
  );
}

/** SQS hides messages for 30 s unless told otherwise. */
const DEFAULT_VISIBILITY = 30;

function visibilityOf(queue: IQueue): number | undefined {
  const resource = queue.node.defaultChild;
  if (!(resource instanceof CfnQueue)) return undefined;
  const value = resource.visibilityTimeout ?? DEFAULT_VISIBILITY;
  return Token.isUnresolved(value) ? undefined : value;
}

/** Checks what users may break by overriding the props of the queue that is made. */
export function checkWorkQueueOverrides(
  problems: Problems,
  overrides: Partial<QueueProps> | undefined,
  settings: Settings,
): void {
  const needed = visibilitySeconds(settings);
  const seconds = overrides?.visibilityTimeout?.toSeconds();
  problems.require(seconds === undefined || seconds >= needed, {
    code: 'SQS_VISIBILITY',
    prop: 'overrides.queue.visibilityTimeout',
    value: `${seconds} s`,
    rule: `is less than six times the timeout and the window, ${needed} s, so a message comes back while it is still in work`,
    fix: `leave it out, or give ${needed} s or more`,
  });
  problems.require(overrides?.fifo === undefined || overrides.fifo === settings.fifo, {
    code: 'SQS_FIFO',
    prop: 'overrides.queue.fifo',
    value: overrides?.fifo,
    rule: 'differs from the prop fifo, by which the dead-letter queue is made',
    fix: 'use the prop fifo',
  });
}
