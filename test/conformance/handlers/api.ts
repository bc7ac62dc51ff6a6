import type { Context, Handler } from 'tradewind/runtime';

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === '/body') return body(request);
    if (pathname === '/fail') throw new Error('on purpose');
    if (pathname === '/later') return later(ctx);
    if (pathname === '/stream') return new Response(slowly('one', 'two'));
    if (ctx.params.code !== undefined) return status(Number(ctx.params.code));
    return echo(request, env, ctx);
  },
} satisfies Handler;

async function body(request: Request): Promise<Response> {
  const bytes = await request.arrayBuffer();
  const headers = { 'content-type': request.headers.get('content-type') ?? 'none', 'x-method': request.method };
  return new Response(request.method === 'HEAD' ? null : bytes, { headers });
}

function status(code: number): Response {
  if (code === 302) return new Response(null, { status: 302, headers: { location: '/elsewhere' } });
  return new Response(code === 204 || code === 304 ? null : `status ${code}`, { status: code });
}

function later(ctx: Context): Response {
  ctx.waitUntil(new Promise<void>((resolve) => setTimeout(resolve, 50)).then(() => ctx.log.info('done later')));
  return new Response('now');
}

function echo(request: Request, env: Record<string, unknown>, ctx: Context): Response {
  const { searchParams } = new URL(request.url);
  const headers = new Headers({ 'x-total': '7' });
  headers.append('set-cookie', 'a=1; Path=/');
  headers.append('set-cookie', 'b=2; Path=/');
  ctx.log.info('echoed', { name: ctx.params.name });
  return Response.json(
    {
      method: request.method,
      params: ctx.params,
      query: [...searchParams],
      header: request.headers.get('x-given'),
      cookie: request.headers.get('cookie'),
      greeting: env.GREETING,
      provider: ctx.provider,
      requestId: ctx.requestId,
      remaining: ctx.remainingTime(),
    },
    { headers },
  );
}

function slowly(...parts: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const part = parts.shift();
      if (part === undefined) return controller.close();
      controller.enqueue(new TextEncoder().encode(part));
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
  });
}
