import type { FunctionClient, Handler } from 'tradewind/runtime';

interface Env {
  readonly CALLED: FunctionClient;
}

/** Hands a request on to another function, and its answer back. */
export default {
  async fetch(request, { CALLED }, ctx) {
    const { search } = new URL(request.url);
    const body = request.method === 'GET' ? undefined : await request.arrayBuffer();
    return CALLED.fetch(`/called/${ctx.params.name}${search}`, {
      method: request.method,
      headers: request.headers,
      body,
    });
  },
} satisfies Handler<Env>;
