import type { Handler } from 'tradewind/runtime';
import type { OrdersEnv } from './orders-app';

export default {
  async fetch(_request, env, ctx) {
    const { id } = ctx.params as { id: string };
    const found = (await env.ORDERS.get({ id })) !== undefined;
    await env.ORDERS.delete({ id });
    ctx.log.info('Order removed', { id, found, by: ctx.claims?.sub });
    return found ? new Response(null, { status: 204 }) : Response.json({ message: 'No such order' }, { status: 404 });
  },
} satisfies Handler<OrdersEnv>;
