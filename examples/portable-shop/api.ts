import type { Handler } from 'tradewind/runtime';
import { ConflictError } from 'tradewind/runtime';
import type { ApiEnv, Order } from './shop';

export default {
  async fetch(request, env, ctx) {
    if (request.method === 'POST') return placeOrder(request, env);
    if (ctx.params.name !== undefined) {
      const found = await env.TOTALS.get({ customer: ctx.params.name });
      return Response.json(found ?? { customer: ctx.params.name, orders: 0, total: 0 });
    }
    const order = await env.ORDERS.get({ id: ctx.params.id ?? '' });
    return order ? Response.json(order) : Response.json({ message: 'No such order' }, { status: 404 });
  },
} satisfies Handler<ApiEnv>;

async function placeOrder(request: Request, env: ApiEnv): Promise<Response> {
  const order = readOrder(await request.json().catch(() => undefined));
  if (order === undefined) return Response.json({ message: 'An order has id, customer and total' }, { status: 400 });
  const { accepted, reason } = await env.RISK.invoke(order);
  if (!accepted) return Response.json({ message: reason }, { status: 422 });
  try {
    await env.ORDERS.put(order, { ifAbsent: true });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return Response.json({ message: 'An order with that id exists' }, { status: 409 });
  }
  await env.RECEIPT_JOBS.send({ order });
  return Response.json(order, { status: 201, headers: { location: `/orders/${encodeURIComponent(order.id)}` } });
}

function readOrder(body: unknown): Order | undefined {
  const { id, customer, total } = (body ?? {}) as Partial<Order>;
  if (typeof id !== 'string' || typeof customer !== 'string' || typeof total !== 'number') return undefined;
  return { id, customer, total, placed: new Date().toISOString() };
}
