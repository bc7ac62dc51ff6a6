import type { FunctionClient, Handler } from 'tradewind/runtime';

interface Env {
  readonly CALLED: FunctionClient;
}

/** Passes a request on to another function, and returns its response. */
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
