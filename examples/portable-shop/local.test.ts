import { hours } from 'tradewind';
import { type LocalApp, localApp, testApp } from 'tradewind/testing';
import type { Order } from './shop';
import { ShopStack } from './stack';

let shop: LocalApp;

beforeAll(async () => {
  const app = testApp();
  new ShopStack(app, 'Shop');
  shop = await localApp(app, { secrets: { 'Shop/SigningKey': 'test' }, now: new Date('2027-01-31T12:00:00Z') });
});
afterAll(() => shop.stop());

const place = (order: object) => shop.fetch('/orders', { method: 'POST', body: JSON.stringify(order) });

test('an order is stored, counted, and its receipt is signed', async () => {
  expect((await place({ id: '1', customer: 'Ada', total: 12.5 })).status).toBe(201);
  await shop.settled();
  expect(shop.table<Order>('Shop/Orders').items()).toMatchObject([{ id: '1', customer: 'Ada', total: 12.5 }]);
  expect(await (await shop.fetch('/customers/Ada')).json()).toEqual({ customer: 'Ada', orders: 1, total: 12.5 });
  const receipt = await shop.bucket('Shop/Documents').get('receipts/1.txt');
  expect(await receipt?.text()).toMatch(/^Ada owes 12\.50 for order 1 .*\nsignature: [0-9a-f]{64}\n$/);
  expect(shop.queue('Shop/ReceiptJobs').deadLetters).toEqual([]);
});

test('an order of the same id, a wrong one and a large one are refused', async () => {
  const orders = [{ id: '1', customer: 'Ada', total: 1 }, { id: '2' }, { id: '3', customer: 'Ada', total: 10_001 }];
  const statuses = [];
  for (const order of orders) statuses.push((await place(order)).status);
  expect(statuses).toEqual([409, 400, 422]);
});

test('a price list that is uploaded becomes JSON', async () => {
  await shop.bucket('Shop/ReadPrices').put('prices/may.csv', 'lamp,20\nchair,35.5\n');
  await shop.settled();
  const prices = await shop.bucket('Shop/Documents').get('prices.json');
  expect(await prices?.json()).toEqual({ lamp: 20, chair: 35.5 });
});

test('the report is written at night', async () => {
  expect(shop.job('Shop/Report').next).toEqual(new Date('2027-02-01T03:00:00Z'));
  const before = (await shop.bucket('Shop/Documents').list()).objects.length;
  await shop.clock.advance(hours(16));
  expect((await shop.bucket('Shop/Documents').list()).objects.length).toBeGreaterThan(before);
  expect(shop.job('Shop/Report').failures).toEqual([]);
});

test('nothing of the app is left out', () => {
  expect(shop.findings).toEqual([]);
});
