import type { Handler } from 'tradewind/runtime';

/** Logs its trigger. */
export default {
  async fetch(request, _env, ctx) {
    ctx.log.info('reached', { marker: new URL(request.url).searchParams.get('marker') });
    const { byteLength } = await request.arrayBuffer();
    return Response.json({ bytes: byteLength, coding: request.headers.get('content-encoding') });
  },
  async object(upload, _env, ctx) {
    ctx.log.info('reached', { marker: upload.subject });
  },
} satisfies Handler;
