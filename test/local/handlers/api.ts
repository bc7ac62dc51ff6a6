import type { FunctionClient, Handler, InvokeClient, QueueClient } from 'tradewind/runtime';
import { InvokeError, SendError } from 'tradewind/runtime';

interface Env {
  readonly JOBS: QueueClient;
  readonly PRICE: InvokeClient<unknown, unknown>;
  readonly OTHER: FunctionClient;
  readonly GREETING?: string;
}

/** Does what the path says. */
export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    const action = actions[pathname.split('/')[1] ?? ''];
    if (action === undefined)
      return Response.json({ params: ctx.params, provider: ctx.provider, greeting: env.GREETING });
    return action(request, env, ctx);
  },
} satisfies Handler<Env>;

type Action = (request: Request, env: Env, ctx: Parameters<NonNullable<Handler['fetch']>>[2]) => Promise<Response>;

const actions: Readonly<Record<string, Action>> = {
  echo: async (request) =>
    new Response(request.body, {
      headers: [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ],
    }),
  claims: async (_request, _env, ctx) => Response.json(ctx.claims ?? null),
  fail: async () => {
    throw new Error('broken');
  },
  hang: async () => {
    for (;;);
  },
  exit: async () => process.exit(3),
  leak: async () => {
    const kept: object[] = [];
    for (;;) kept.push(new Array(100_000).fill(kept.length));
  },
  slow: async (_request, _env, ctx) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return Response.json({ id: ctx.requestId });
  },
  later: async (_request, env, ctx) => {
    ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 50)).then(() => env.JOBS.send('later')));
    return new Response(null, { status: 202 });
  },
  send: async (request, env) => {
    const { messages } = (await request.json()) as { messages: Parameters<QueueClient['sendAll']>[0] };
    try {
      await env.JOBS.sendAll(messages);
      return new Response(null, { status: 204 });
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      return Response.json(error.failed, { status: 422 });
    }
  },
  price: async (request, env) => {
    try {
      return Response.json(await env.PRICE.invoke(await request.json()));
    } catch (error) {
      return Response.json({ isInvokeError: error instanceof InvokeError, message: String(error) }, { status: 502 });
    }
  },
  other: async (_request, env) => env.OTHER.fetch('/orders/7?full=1', { headers: { 'x-a': '1' } }),
  log: async (_request, _env, ctx) => {
    ctx.log.info('hello', { a: 1 });
    return new Response('logged');
  },
};
