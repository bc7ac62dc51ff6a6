import type { Handler, QueueClient } from 'tradewind/runtime';

/** Reports each event to the queue `REPORTS`, and fails on what is called `bad`. */
export default {
  async object(event, env) {
    await env.REPORTS.send({ type: event.type, key: event.subject, size: event.data.size });
    if (event.subject.includes('bad')) throw new Error('a bad file');
  },
  async change(batch, env) {
    await env.REPORTS.send(batch.changes.map(({ type, key, new: after, old }) => ({ type, key, new: after, old })));
    await batch.each(({ key }) => {
      if (key.id === 'bad') throw new Error('a bad item');
    });
  },
} satisfies Handler<{ REPORTS: QueueClient }>;
