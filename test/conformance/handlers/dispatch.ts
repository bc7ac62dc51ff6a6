import { type Handler, type QueueClient, SendError } from 'tradewind/runtime';

interface Env {
  readonly JOBS: QueueClient;
}

/** Sends all that it is given at once, with options, and says what was not accepted. */
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
