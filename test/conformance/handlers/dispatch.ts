import { type Handler, type QueueClient, SendError } from 'tradewind/runtime';

interface Env {
  readonly JOBS: QueueClient;
}

/** Sends all messages of its payload at once, with options, and returns those that were not accepted. */
export default {
  async fetch(request, { JOBS }) {
    const messages = await request.json();
    try {
      await JOBS.sendAll(messages);
      return Response.json([]);
    } catch (error) {
      if (error instanceof SendError) return Response.json(error.failed);
      throw error;
    }
  },
} satisfies Handler<Env>;
