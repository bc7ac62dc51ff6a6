import type { Handler } from 'tradewind/runtime';

export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/fail') throw new Error('on purpose');
    if (pathname === '/stream') return new Response(slowly('one', 'two'));
    if (request.method === 'POST') return new Response(await request.arrayBuffer());
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ]);
    const { params, provider, requestId } = ctx;
    const remaining = ctx.remainingTime() > 0;
    const about = { params, provider, requestId, remaining, greeting: env.GREETING, query: [...searchParams] };
    return Response.json(about, { headers });
  },
} satisfies Handler;

function slowly(...parts: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const part = parts.shift();
      if (part === undefined) return controller.close();
      controller.enqueue(new TextEncoder().encode(part));
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
  });
}
