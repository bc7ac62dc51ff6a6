import type { Handler, QueueClient } from 'tradewind/runtime';

let runs = 0;

export default {
  async scheduled(event, env) {
    runs += 1;
    await env.REPORTS.send({ time: event.time, data: event.data, attempt: event.attempt });
    if (event.data === 'fail') throw new Error(`run ${runs} failed`);
  },
} satisfies Handler<{ REPORTS: QueueClient }>;
