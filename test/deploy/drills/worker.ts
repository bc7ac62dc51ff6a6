import type { Handler, QueueBatch, TableClient } from 'tradewind/runtime';

/** Piece of work, with its failure. */
export interface Task {
  readonly drill: string;
  readonly id: string;
  /** Every time, or only at the first delivery. */
  readonly fails?: 'always' | 'crash' | 'hang' | 'memory';
}

interface Env {
  readonly LEDGER: TableClient<{ drill: string; entry: string; ids: readonly string[] }>;
}

// Instances survive between batches: a message that this one has seen before is delivered for the second time.
export default {
  async queue(batch: QueueBatch<Task>, env, ctx) {
    for (const { body, attempt } of batch.messages) {
      if (body.fails === 'always') throw new Error('This message is poison');
      if (attempt === 1 && body.fails !== undefined) await fail(body.fails);
    }
    const [{ body } = { body: { drill: 'none', id: '' } }] = batch.messages;
    const ids = batch.messages.map((message) => message.body.id);
    // A line for each time that work was done: work done twice has two.
    await env.LEDGER.put({ drill: body.drill, entry: `${ctx.requestId}/${ids[0]}`, ids });
  },
} satisfies Handler<Env>;

async function fail(how: NonNullable<Task['fails']>): Promise<void> {
  if (how === 'crash') process.exit(1);
  // Like the system, for a process that exceeds its memory.
  if (how === 'memory') process.kill(process.pid, 'SIGKILL');
  if (how === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
}
