import type { Change, ChangeBatch, Logger, QueueBatch, QueueMessage } from './types.js';

/** What a provider knows of a message. */
export type Delivery = Omit<QueueMessage, 'ack' | 'retry'>;

/** What became of a message. `delaySeconds` was asked for by the handler. */
export interface Verdict {
  readonly id: string;
  readonly retry: boolean;
  readonly delaySeconds?: number;
}

/**
 * Gives a handler a batch and finds out what became of each message. When the handler fails, the error is logged and all
 * that it has not acknowledged are to be retried. In a FIFO queue, `ordered`, what follows a retry in its group is
 * retried too, acknowledged or not: it would overtake.
 */
export async function settleQueue(
  batch: { readonly queue: string; readonly deliveries: readonly Delivery[]; readonly ordered?: boolean },
  work: (batch: QueueBatch) => unknown,
  log: Logger,
): Promise<Verdict[]> {
  const verdicts = new Map<string, Verdict>();
  const decide = (id: string, retry: boolean, delaySeconds?: number) =>
    void verdicts.set(id, { id, retry, delaySeconds });
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
      each: (task) => begun.add(() => eachMessage(messages, task, verdicts, log, batch.ordered)),
    });
  } catch (error) {
    failed = true;
    log.error('The batch failed', error);
  }
  await begun.end();
  const found = messages.map(({ id }) => verdicts.get(id) ?? { id, retry: failed });
  return batch.ordered ? keepOrder(batch.deliveries, found) : found;
}

async function eachMessage(
  messages: readonly QueueMessage[],
  task: (message: QueueMessage) => unknown,
  verdicts: ReadonlyMap<string, Verdict>,
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
      if (!verdicts.has(message.id)) message.ack();
    } catch (error) {
      log.error('The message failed', error, { messageId: message.id, attempt: message.attempt });
      message.retry();
    }
    if (verdicts.get(message.id)?.retry) stopped.add(message.group);
  }
}

function keepOrder(deliveries: readonly Delivery[], verdicts: readonly Verdict[]): Verdict[] {
  const stopped = new Set<string | undefined>();
  return verdicts.map((verdict, index) => {
    const group = deliveries[index]?.group;
    if (verdict.retry) stopped.add(group);
    return stopped.has(group) ? { ...verdict, retry: true } : verdict;
  });
}

/**
 * Gives a handler a batch of changes. Resolves to the position of the first that has to come again, or to nothing when
 * all are done with. When the handler fails outside of `each`, that is the first of all.
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

/** Work that `each` began. The batch is reported only when it has ended, whether the handler awaits it or not. */
class BegunWork {
  private readonly running = new Set<Promise<void>>();
  private isOver = false;

  /** @throws Error when the batch was reported already, so that nothing could be made of a failure */
  async add(work: () => Promise<void>): Promise<void> {
    if (this.isOver)
      throw new Error('[tradewind:BATCH] The batch was already reported. Fix: call each before the handler returns.');
    const running = work();
    this.running.add(running);
    await running.finally(() => this.running.delete(running));
  }

  /** Resolves when all has ended, also what began meanwhile. */
  async end(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
    this.isOver = true;
  }
}
