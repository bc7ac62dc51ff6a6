import type { Handler } from 'tradewind/runtime';
import { allOrders, type Env } from './orders-table';

export default {
  async fetch(_request, env) {
    const orders = allOrders(env);
    const encoder = new TextEncoder();
    // Pulled, so that no more is read from the table than the caller takes.
    const lines = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await orders.next();
        if (done) return controller.close();
        controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
      },
    });
    return new Response(lines, { headers: { 'content-type': 'application/x-ndjson' } });
  },
} satisfies Handler<Env>;
