import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import type { Order } from './order';
import type { OrdersEnv } from './orders-app';

// A Hono app is a handler: it has `fetch(request, env, ctx)`.
const app = new Hono<{ Bindings: OrdersEnv }>();

app.post('/orders', async (c) => {
  const order: Order = { id: crypto.randomUUID(), ...readOrder(await c.req.json().catch(() => undefined)) };
  await c.env.ORDERS.put(order);
  setCookie(c, 'latest', order.id, { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' });
  setCookie(c, 'guest', 'yes', { path: '/' });
  return c.json(order, 201, { location: `/orders/${order.id}` });
});

app.get('/orders/latest', (c) => {
  const id = getCookie(c, 'latest');
  if (id === undefined) throw new HTTPException(404, { message: 'No order yet' });
  return c.redirect(`/orders/${id}`);
});

app.get('/orders/:id', async (c) => {
  const order = await c.env.ORDERS.get({ id: c.req.param('id') });
  return order === undefined ? c.json({ message: 'No such order' }, 404) : c.json(order);
});

// The adapter logs and answers errors, so that stacks name the lines of this file.
app.onError((error) => {
  if (error instanceof HTTPException) return Response.json({ message: error.message }, { status: error.status });
  throw error;
});

function readOrder(body: unknown): Omit<Order, 'id'> {
  const { item, quantity = 1, note } = (body ?? {}) as Partial<Order>;
  if (typeof item !== 'string' || item === '') throw new HTTPException(400, { message: 'item is missing' });
  if (!Number.isInteger(quantity) || quantity < 1)
    throw new HTTPException(400, { message: 'quantity must be 1 or more' });
  return { item, quantity, note };
}

export default app;
