import type { Change, ChangeBatch, Logger, QueueBatch, QueueMessage } from './types.js';

/** A message as the provider delivers it. */
export type Delivery = Omit<QueueMessage, 'ack' | 'retry'>;

/** Result of one message of a batch. The handler sets `delaySeconds`. */
export interface MessageResult {
  readonly id: string;
  readonly retry: boolean;
  readonly delaySeconds?: number;
}

/**
 * Calls a handler with a batch, and returns the result of each message. When the handler fails, the error is logged and
 * all messages that it has not acknowledged are retried. In a FIFO queue, `ordered`, the messages after a retry in the same
 * group are also retried, acknowledged or not: otherwise they would overtake it.
 */
export async function settleQueue(
  batch: { readonly queue: string; readonly deliveries: readonly Delivery[]; readonly ordered?: boolean },
  work: (batch: QueueBatch) => unknown,
  log: Logger,
): Promise<MessageResult[]> {
  const results = new Map<string, MessageResult>();
  const decide = (id: string, retry: boolean, delaySeconds?: number) =>
    void results.set(id, { id, retry, delaySeconds });
  const messages = batch.deliveries.map((delivery) => ({
    ...delivery,
    ack: () => decide(delivery.id, false),
    retry: (options?: { readonly delaySeconds?: number }) => decide(delivery.id, true, options?.delaySeconds),
  }));
  const begun = new BegunWork();
  let failed = false;
  try {
    await work({
      queue: batch.queue,
      messages,
      each: (task) => begun.add(() => eachMessage(messages, task, results, log, batch.ordered)),
    });
  } catch (error) {
    failed = true;
    log.error('The batch failed', error);
  }
  await begun.end();
  const found = messages.map(({ id }) => results.get(id) ?? { id, retry: failed });
  return batch.ordered ? keepOrder(batch.deliveries, found) : found;
}

async function eachMessage(
  messages: readonly QueueMessage[],
  task: (message: QueueMessage) => unknown,
  results: ReadonlyMap<string, MessageResult>,
  log: Logger,
  ordered = false,
): Promise<void> {
  const stopped = new Set<string | undefined>();
  for (const message of messages) {
    if (ordered && stopped.has(message.group)) {
      message.retry();
      continue;
    }
    try {
      await task(message);
      if (!results.has(message.id)) message.ack();
    } catch (error) {
      log.error('The message failed', error, { messageId: message.id, attempt: message.attempt });
      message.retry();
    }
    if (results.get(message.id)?.retry) stopped.add(message.group);
  }
}

function keepOrder(deliveries: readonly Delivery[], results: readonly MessageResult[]): MessageResult[] {
  const stopped = new Set<string | undefined>();
  return results.map((result, index) => {
    const group = deliveries[index]?.group;
    if (result.retry) stopped.add(group);
    return stopped.has(group) ? { ...result, retry: true } : result;
  });
}

/**
 * Passes a batch of changes to a handler. Resolves to the position of the first change to deliver again, or to
 * undefined when all are done. When the handler fails outside of `each`, every change is delivered again.
 */
export async function settleChanges<Item>(
  batch: { readonly table: string; readonly changes: readonly Change<Item>[] },
  work: (batch: ChangeBatch<Item>) => unknown,
  log: Logger,
): Promise<number | undefined> {
  const begun = new BegunWork();
  let first = batch.changes.length;
  const each = async (task: (change: Change<Item>) => unknown) => {
    for (const [index, change] of batch.changes.entries()) {
      try {
        await task(change);
      } catch (error) {
        log.error('The change failed', error, { changeId: change.id });
        first = Math.min(first, index);
        return;
      }
    }
  };
  try {
    await work({ ...batch, each: (task) => begun.add(() => each(task)) });
  } catch (error) {
    log.error('The batch failed', error);
    first = 0;
  }
  await begun.end();
  return first < batch.changes.length ? first : undefined;
}

/** Work started by `each`. The batch is reported only after it has ended, even if the handler does not await it. */
class BegunWork {
  private readonly running = new Set<Promise<void>>();
  private isOver = false;

  /** @throws Error when the batch was already reported, and a failure could no longer be reported */
  async add(work: () => Promise<void>): Promise<void> {
    if (this.isOver)
      throw new Error('[tradewind:BATCH] The batch was already reported. Fix: call each before the handler returns.');
    const running = work();
    this.running.add(running);
    await running.finally(() => this.running.delete(running));
  }

  /** Resolves when all work has ended, including work started meanwhile. */
  async end(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
    this.isOver = true;
  }
}
