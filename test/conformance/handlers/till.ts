import type { Handler, InvokeClient } from 'tradewind/runtime';

/** Invokes another function with the body of a request. */
export default {
  async fetch(request, { ADDER }) {
    try {
      return Response.json({ result: await ADDER.invoke(await request.json()) });
    } catch (error) {
      return Response.json({ error: (error as Error).name });
    }
  },
} satisfies Handler<{ readonly ADDER: InvokeClient }>;
