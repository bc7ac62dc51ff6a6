import type { Construct } from 'constructs';
import type { ProviderModule } from 'tradewind';
import * as azure from 'tradewind/azure';
import * as cloudflare from 'tradewind/cloudflare';
import * as google from 'tradewind/google';
import * as netlify from 'tradewind/netlify';
import * as vercel from 'tradewind/vercel';
import { declareShop } from '../../examples/portable-shop/shop';
import { declareClock } from '../../examples/world-clock/clock-app';
import { handler, run, stopAll } from './app';

afterEach(stopAll);

const subscriptionId = '00000000-0000-0000-0000-000000000000';
const shops: readonly [string, () => readonly [ProviderModule, Construct]][] = [
  [
    'google',
    () => [google, new google.GoogleStack(new google.App(), 'Shop', { project: 'shop-4711', region: 'europe-north1' })],
  ],
  ['azure', () => [azure, new azure.AzureStack(new azure.App(), 'Shop', { subscriptionId, location: 'northeurope' })]],
  [
    'cloudflare',
    () => [
      cloudflare,
      new cloudflare.CloudflareStack(new cloudflare.App(), 'Shop', { accountId: '0123456789abcdef0123456789abcdef' }),
    ],
  ],
];

test.each(shops)('the portable shop of %s runs as it is: HTTP, queue, change, upload', async (provider, make) => {
  const [library, stack] = make();
  declareShop(library, stack);
  const shop = await run(stack, { secrets: { 'Shop/SigningKey': 'test' } });
  const placed = await shop.fetch('/orders', {
    method: 'POST',
    body: JSON.stringify({ id: '1', customer: 'Ada', total: 12.5 }),
  });
  expect(placed.status).toBe(201);
  await shop.bucket('Shop/ReadPrices').put('prices/may.csv', 'lamp,20\n');
  await shop.settled();
  expect(await (await shop.fetch('/customers/Ada')).json()).toEqual({ customer: 'Ada', orders: 1, total: 12.5 });
  const { objects } = await shop.bucket('Shop/Documents').list();
  expect(objects.map(({ key }) => key).sort()).toEqual(['prices.json', 'receipts/1.txt']);
  expect(shop.invocations.filter(({ failure }) => failure !== undefined)).toEqual([]);
  expect(new Set(shop.invocations.map((each) => each.provider))).toEqual(new Set([provider]));
  expect(shop.findings).toEqual([]);
});

test.each([
  ['vercel', () => [vercel, new vercel.VercelApp()] as const],
  ['netlify', () => [netlify, new netlify.NetlifySite()] as const],
])('the clock of %s runs as it is', async (provider, make) => {
  const [library, site] = make();
  declareClock(library, site);
  const clock = await run(site, { now: new Date('2027-01-31T13:30:00Z') });
  expect(await (await clock.fetch('/time/Europe/Oslo')).json()).toMatchObject({
    greeting: 'Ahoy',
    told: `by ${provider}`,
  });
  await clock.clock.set(new Date('2027-01-31T14:00:00Z'));
  expect(clock.logs.map(({ line }) => JSON.parse(line).message)).toEqual(['dong dong']);
});

test('a native handler of Google Cloud fails with what to do', async () => {
  const stack = new google.GoogleStack(new google.App(), 'Shop', { project: 'shop-4711', region: 'europe-north1' });
  new google.QueueWorker(stack, 'Worker', { entry: handler('native-aws'), maxAttempts: 5 });
  const shop = await run(stack);
  await shop.queue('Shop/Worker').send('x');
  await shop.settled();
  const message = '[tradewind:LOCAL_NATIVE] A native handler of google does not run locally for this trigger.';
  expect(shop.queue('Shop/Worker').deadLetters).toMatchObject([{ reason: expect.stringContaining(message) }]);
});
