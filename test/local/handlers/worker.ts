import type { Handler, QueueBatch, QueueClient } from 'tradewind/runtime';

interface Job {
  readonly name: string;
  readonly failUntil?: number;
  readonly retryAfter?: number;
  readonly crash?: boolean;
}

/** Reports each batch to the queue `REPORTS`, and fails as its jobs say. */
export default {
  async queue(batch: QueueBatch<Job>, env) {
    const names = batch.messages.map(({ body, attempt }) => `${body.name}:${attempt}`);
    await env.REPORTS.send({ queue: batch.queue, names });
    if (batch.messages.some(({ body }) => body.crash)) process.exit(1);
    await batch.each((message) => {
      const { failUntil = 0, retryAfter } = message.body;
      if (message.attempt > failUntil) return;
      if (retryAfter === undefined) throw new Error(`${message.body.name} failed`);
      message.retry({ delaySeconds: retryAfter });
    });
  },
} satisfies Handler<{ REPORTS: QueueClient }>;
