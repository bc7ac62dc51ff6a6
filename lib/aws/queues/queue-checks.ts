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

/** Maximum batch size of a standard queue, and of a FIFO queue. */
const MAX_MESSAGES = 10_000;
const MAX_ORDERED = 10;
/** Maximum batch size without a batch window. */
const MAX_AT_ONCE = 10;

/** Visibility timeout in seconds: six times the timeout, as AWS recommends, plus the batch window. */
export function visibilitySeconds({ timeout, batchWindow }: Pick<Settings, 'timeout' | 'batchWindow'>): number {
  return timeout.toSeconds() * awsDefaults.visibilityFactor.value + batchWindow.toSeconds();
}

/** Checks the size and the window of batches, and the limits of FIFO queues. */
export function checkBatches(problems: Problems, settings: Settings, fifo: boolean): void {
  const { batchSize, batchWindow } = settings;
  const most = fifo ? MAX_ORDERED : MAX_MESSAGES;
  const why = fifo ? 'the range of a FIFO queue' : 'the range of an event source';
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
    rule: 'is not supported with a FIFO queue',
    fix: 'omit it',
  });
  problems.require(fifo || batchSize <= MAX_AT_ONCE || batchWindow.toSeconds() >= 1, {
    code: 'SQS_BATCH',
    prop: 'batchSize',
    value: batchSize,
    rule: `is over ${MAX_AT_ONCE}, the maximum without a batch window`,
    fix: 'give a batchWindow of at least a second',
  });
}

/** Paths of the workers of given queues, per app and queue. */
const workers = new WeakMap<IConstruct, Map<string, string>>();

/** Claims a queue for a worker. A second worker would receive random messages. */
export function claimQueue(problems: Problems, worker: Construct, queue: IQueue): void {
  const known = workers.get(worker.node.root) ?? new Map<string, string>();
  workers.set(worker.node.root, known);
  const id = physicalId(queue) ?? queue.node.path;
  const owner = known.get(id);
  problems.require(owner === undefined, {
    code: 'QUEUE_TAKEN',
    prop: 'queue',
    value: owner,
    rule: 'already processes the messages of the queue, and each message would go to one of its workers at random',
    fix: 'send to one queue per worker',
  });
  if (owner === undefined) known.set(id, worker.node.path);
}

/** Refuses settings of a given queue, which would have no effect. */
export function checkForeignQueue(problems: Problems, settings: Settings, given: QueueWorkerProps<AwsTypes>): void {
  for (const prop of ['fifo', 'maxAttempts'] as const) {
    problems.require(given[prop] === undefined, {
      code: 'SQS_GIVEN',
      prop,
      value: given[prop],
      rule: 'is a property of the queue, which was given',
      fix: 'set it where the queue is created',
    });
  }
  for (const resource of ['queue', 'deadLetterQueue'] as const) {
    problems.require(settings.overrides[resource] === undefined, {
      code: 'SQS_GIVEN',
      prop: `overrides.${resource}`,
      rule: 'applies to a queue that the construct creates, and one was given',
      fix: 'set it where the queue is created',
    });
  }
}

/**
 * Checks the visibility timeout of a queue that is created in the app: less than the timeout is a mistake, less than
 * six times the timeout a warning. That of an imported queue is unknown.
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
    rule: `hides messages for ${seconds} s, less than the timeout of ${timeout} s: a message is delivered again while it is still in progress`,
    fix: `give the queue a visibilityTimeout of ${advised} s`,
  });
  if (seconds < timeout || seconds >= advised) return;
  Annotations.of(scope).addWarningV2(
    'tradewind:SQS_VISIBILITY',
    `[tradewind:SQS_VISIBILITY] ${scope.node.path}: queue=${queue.node.path} hides messages for ${seconds} s, less than six times the timeout of ${timeout} s, so messages of a throttled batch can be delivered twice. Fix: give the queue a visibilityTimeout of ${advised} s.`,
  );
}

/** Default visibility timeout of SQS, in seconds. */
const DEFAULT_VISIBILITY = 30;

function visibilityOf(queue: IQueue): number | undefined {
  const resource = queue.node.defaultChild;
  if (!(resource instanceof CfnQueue)) return undefined;
  const value = resource.visibilityTimeout ?? DEFAULT_VISIBILITY;
  return Token.isUnresolved(value) ? undefined : value;
}

/** Checks overrides of the created queue that would break it. */
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
    rule: `is less than six times the timeout and the window, ${needed} s, so a message is delivered again while it is still in progress`,
    fix: `omit it, or give ${needed} s or more`,
  });
  problems.require(overrides?.fifo === undefined || overrides.fifo === settings.fifo, {
    code: 'SQS_FIFO',
    prop: 'overrides.queue.fifo',
    value: overrides?.fifo,
    rule: 'differs from the prop fifo, which determines the type of the dead-letter queue',
    fix: 'use the prop fifo',
  });
}
