import type { RunConstruct } from '../../app-model/run-model';
import type { QueueResult } from '../../aws/adapter/queue';
import type { Idempotency } from '../../constructs/queue-worker';
import { defaults } from '../../defaults';
import type { MessageResult } from '../../runtime/batches';
import { decodeMessage } from '../../runtime/message-text';
import { sqs } from '../../testing/events';
import type { QueueInvocation } from '../adapter/protocol';
import type { LocalFunction } from '../functions/local-function';
import type { Message } from '../queues/message';
import type { Consumer, MessageQueue } from '../queues/message-queue';
import { effective, semantics } from '../semantics';
import { numberOf, objectOf, TIMEOUT_SECONDS } from '../settings';
import type { FunctionBehaviour } from './behaviour';

/** Instances of a worker where neither the app nor the provider limits them. */
const MAX_CONCURRENCY = defaults.QueueWorker.maxConcurrency.value;

/** A function that works on the messages of a queue. */
export const queueWorker: FunctionBehaviour = {
  oneAtATime: true,
  adapter(construct) {
    const idempotency = objectOf<Idempotency>(construct, 'idempotency');
    if (idempotency === undefined) return { name: 'queue', export: 'queue' };
    const { key } = idempotency;
    const options = { idempotency: { key, expireAfterSeconds: expiryOf(construct) }, worker: construct.path };
    return { name: 'queue', export: 'queueIdempotent', options };
  },
  maxInstances: (construct) => effective(construct, 'maxConcurrency', MAX_CONCURRENCY),
  connect(construct, fn, parts) {
    const [trigger] = construct.triggers;
    if (trigger?.source === undefined) return;
    const queue = parts.queueAt(trigger.source);
    queue.connect(consumerOf(construct, fn, queue));
  },
};

/** Lifetime of the idempotency records of a worker in seconds. */
export function expiryOf(construct: RunConstruct): number {
  const { expireAfter } = objectOf<{ readonly expireAfter?: number }>(construct, 'idempotency') ?? {};
  return expireAfter ?? defaults.Idempotency.expireAfter.value.toSeconds();
}

function consumerOf(construct: RunConstruct, fn: LocalFunction, queue: MessageQueue): Consumer {
  const batchSize = effective(construct, 'batchSize', defaults.QueueWorker.batchSize.value);
  // A batch of one is never waited for.
  const windowSeconds = batchSize === 1 ? 0 : effective(construct, 'batchWindow', 0);
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  const visibilitySeconds = 6 * (numberOf(construct, 'timeout') ?? TIMEOUT_SECONDS) + windowSeconds;
  const rules = semantics[construct.provider].queue;
  return {
    batchSize,
    windowSeconds,
    maxConcurrency: effective(construct, 'maxConcurrency', MAX_CONCURRENCY),
    retrySeconds: (attempt, asked) => rules.retrySeconds({ attempt, asked, visibilitySeconds }),
    deliver: (messages) => deliver(fn, queue, messages),
  };
}

async function deliver(fn: LocalFunction, queue: MessageQueue, messages: readonly Message[]): Promise<MessageResult[]> {
  const deliveries = messages.map(({ id, text, attempts, sent, group }) => {
    return { id, text, attempt: attempts, time: new Date(sent).toISOString(), group };
  });
  const event = { kind: 'queue', queue: queue.path, deliveries, ordered: queue.settings.fifo } as const;
  const { value, isNative } = await fn.run({ event, native: () => toSqs(event) });
  return isNative ? fromSqs(value as QueueResult | undefined, messages) : (value as MessageResult[]);
}

/** The batch in the form of Lambda. */
function toSqs({ queue, deliveries, ordered }: QueueInvocation) {
  const messages = deliveries.map(({ id, text, attempt, group }) => ({
    id,
    body: decodeMessage(text),
    attempt,
    group,
  }));
  return sqs({ queue: `${queue.replaceAll('/', '-')}${ordered ? '.fifo' : ''}`, messages });
}

/** The fate of each message by the answer of a native handler. */
function fromSqs(result: QueueResult | undefined, messages: readonly Message[]): MessageResult[] {
  const failed = new Set(result?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  return messages.map(({ id }) => ({ id, retry: failed.has(id) }));
}
