import type { Handler, QueueBatch, TableClient } from 'tradewind/runtime';

/** A piece of work, and how it goes wrong. */
export interface Task {
  readonly drill: string;
  readonly id: string;
  /** Every time, or only at the first delivery. */
  readonly fails?: 'always' | 'crash' | 'hang' | 'memory';
}

interface Env {
  readonly LEDGER: TableClient<{ drill: string; entry: string; ids: readonly string[] }>;
}

// Instances live on between batches: what this one has seen before comes for the second time.
export default {
  async queue(batch: QueueBatch<Task>, env, ctx) {
    for (const { body, attempt } of batch.messages) {
      if (body.fails === 'always') throw new Error('This message is poison');
      if (attempt === 1 && body.fails !== undefined) await fail(body.fails);
    }
    const [{ body } = { body: { drill: 'none', id: '' } }] = batch.messages;
    const ids = batch.messages.map((message) => message.body.id);
    // A line for each time that work was done: what was done twice has two.
    await env.LEDGER.put({ drill: body.drill, entry: `${ctx.requestId}/${ids[0]}`, ids });
  },
} satisfies Handler<Env>;

async function fail(how: NonNullable<Task['fails']>): Promise<void> {
  if (how === 'crash') process.exit(1);
  // What the system does to a process that takes more memory than there is.
  if (how === 'memory') process.kill(process.pid, 'SIGKILL');
  if (how === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
}
