import { Template } from 'aws-cdk-lib/assertions';
import { events, fakes, invoke, testApp, toResponse } from 'tradewind/testing';
import * as api from './api';
import * as risk from './risk';
import type { CustomerTotal, Order, ReceiptJob, Verdict } from './shop';
import { ShopStack } from './stack';

const newEnv = () => ({
  ORDERS: fakes.table<Order>({ partitionKey: 'id' }),
  TOTALS: fakes.table<CustomerTotal>({ partitionKey: 'customer' }, [{ customer: 'Ada', orders: 2, total: 20 }]),
  RECEIPT_JOBS: fakes.queue<ReceiptJob>(),
  RISK: fakes.plainFunction<Order, Verdict>(risk),
});
const place = (env: object, body: unknown) =>
  invoke(api, events.httpApi({ method: 'POST', path: '/orders', route: 'POST /orders', body }), { env }).then(
    toResponse,
  );

test('every trigger has a function', () => {
  const template = Template.fromStack(new ShopStack(testApp(), 'Shop'));
  template.resourceCountIs('AWS::Lambda::Function', 7);
});

test('an order is stored, and its receipt requested', async () => {
  const env = newEnv();
  const response = await place(env, { id: '1', customer: 'Ada', total: 12.5 });
  expect([response.status, response.headers.get('location')]).toEqual([201, '/orders/1']);
  const order = { id: '1', customer: 'Ada', total: 12.5, placed: expect.any(String) };
  expect(env.ORDERS.raw.items()).toEqual([order]);
  expect(env.RECEIPT_JOBS.raw).toEqual([{ body: { order } }]);
});

test('an order with the same id, a wrong one and a large one are rejected', async () => {
  const env = newEnv();
  const statuses = [];
  for (const body of [{ id: '1', customer: 'Ada', total: 1 }, { id: '1', customer: 'Ada', total: 1 }, { id: '2' }])
    statuses.push((await place(env, body)).status);
  const large = await place(env, { id: '3', customer: 'Ada', total: 10_001 });
  expect([...statuses, large.status]).toEqual([201, 409, 400, 422]);
  expect(await large.json()).toEqual({ message: 'Orders over 10000 are taken by telephone' });
  expect(env.RECEIPT_JOBS.raw).toHaveLength(1);
});

test('the totals of a customer, known or not', async () => {
  const read = async (name: string) => {
    const event = events.httpApi({ path: `/customers/${name}`, route: 'GET /customers/{name}' });
    return toResponse(await invoke(api, event, { env: newEnv() })).json();
  };
  expect(await read('Ada')).toEqual({ customer: 'Ada', orders: 2, total: 20 });
  expect(await read('Bob')).toEqual({ customer: 'Bob', orders: 0, total: 0 });
});
