import { type LocalApp, localApp, testApp } from 'tradewind/testing';
import type { Order } from './order';
import { OrdersStack } from './stack';

let orders: LocalApp;

beforeAll(async () => {
  const app = testApp();
  new OrdersStack(app, 'Orders');
  orders = await localApp(app);
});
afterAll(() => orders.stop());

const place = async (item: string): Promise<Order> => {
  const response = await orders.fetch('/orders', { method: 'POST', body: JSON.stringify({ item }) });
  return (await response.json()) as Order;
};

test('a guest places an order and finds it again by the cookie', async () => {
  const placed = await orders.fetch('/orders', { method: 'POST', body: JSON.stringify({ item: 'lamp' }) });
  const [cookie] = placed.headers.getSetCookie();
  const latest = await orders.fetch('/orders/latest', { headers: { cookie: cookie?.split(';')[0] ?? '' } });
  expect([placed.status, latest.status]).toEqual([201, 302]);
  expect(await (await orders.fetch(latest.headers.get('location') ?? '')).json()).toMatchObject({ item: 'lamp' });
});

test('only the staff deletes orders', async () => {
  const { id } = await place('chair');
  expect((await orders.fetch(`/orders/${id}`, { method: 'DELETE' })).status).toBe(401);
  expect((await orders.fetch(`/orders/${id}`, { method: 'DELETE', as: { sub: 'grace' } })).ok).toBe(true);
  expect((await orders.fetch(`/orders/${id}`)).status).toBe(404);
});

test('files of an order are stored up to their limit', async () => {
  const send = (size: number) => orders.fetch('/orders/7/files/a/b.txt', { method: 'PUT', body: 'x'.repeat(size) });
  expect([(await send(10)).ok, (await send(300_001)).status]).toEqual([true, 413]);
  expect(await (await orders.fetch('/orders/7/files/a/b.txt')).text()).toBe('x'.repeat(10));
});
