import type { Handler, QueueClient } from 'tradewind/runtime';

interface Env {
  readonly JOBS: QueueClient;
}

/** Sends its payload: a list as several messages at once, anything else as one. */
export default {
  async fetch(request, { JOBS }) {
    const given = await request.json();
    if (Array.isArray(given)) await JOBS.sendAll(given.map((body) => ({ body })));
    else await JOBS.send(given);
    return new Response(null, { status: 202 });
  },
} satisfies Handler<Env>;
