import type { Handler } from 'tradewind/runtime';

/** Returns the request that it received. */
export default {
  async fetch(request, _env, ctx) {
    const { name } = ctx.params;
    if (name === 'teapot') return new Response('short and stout', { status: 418 });
    const { searchParams } = new URL(request.url);
    const headers = { 'x-called': 'yes' };
    const { method } = request;
    return Response.json({ name, method, q: searchParams.get('q'), body: await request.text() }, { headers });
  },
} satisfies Handler;
