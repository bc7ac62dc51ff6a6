import sharp from 'sharp';
import { seconds } from 'tradewind';
import {
  ApiFunction,
  Bucket,
  ChangeProcessor,
  FileProcessor,
  ImagePipeline,
  Queue,
  Table,
  writeOnly,
} from 'tradewind/aws';
import * as azure from 'tradewind/azure';
import { handler, newStack, run, stopAll } from './app';

afterEach(stopAll);

function declare() {
  const stack = newStack();
  const items = new Table(stack, 'Items', { partitionKey: 'id', sortKey: 'sort', timeToLive: 'expires' });
  const files = new Bucket(stack, 'Files');
  const reports = new Queue(stack, 'Reports');
  new ApiFunction(stack, 'Api', {
    entry: handler('state'),
    auth: 'none',
    bindings: { ITEMS: items, FILES: files },
  });
  return { stack, items, files, reports };
}

const reportsOf = (shop: Awaited<ReturnType<typeof run>>) =>
  shop.queue('Shop/Reports').messages.map(({ body }) => body);

test('a table keeps the types of values, refuses a second item of a key, and finds items in pages', async () => {
  const shop = await run(declare().stack);
  expect((await shop.fetch('/items/7')).status).toBe(404);
  expect((await shop.fetch('/items/7', { method: 'POST' })).status).toBe(204);
  expect((await shop.fetch('/items/7', { method: 'POST' })).status).toBe(409);
  expect((await shop.fetch('/items/7', { method: 'PUT' })).status).toBe(204);
  expect(await (await shop.fetch('/items/7')).json()).toEqual({ total: 'bigint', isBytes: true });
  expect(shop.table('Shop/Items').items()).toEqual([
    { id: '7', sort: 'a', total: 12345678901234567890n, bytes: new Uint8Array([1, 2]) },
  ]);
  for (const sort of ['b1', 'b2', 'b3']) await shop.table('Shop/Items').put({ id: '8', sort });
  const first = (await (await shop.fetch('/query/8?prefix=b')).json()) as { items: unknown[]; cursor: string };
  expect(first.items).toEqual([
    { id: '8', sort: 'b1' },
    { id: '8', sort: 'b2' },
  ]);
  const rest = await shop.fetch(`/query/8?prefix=b&cursor=${encodeURIComponent(first.cursor)}`);
  expect(await rest.json()).toEqual({ items: [{ id: '8', sort: 'b3' }] });
});

test('an item ends when the clock reaches its expiry', async () => {
  const shop = await run(declare().stack, { now: new Date('2026-05-01T00:00:00Z') });
  await shop.table('Shop/Items').put({ id: '7', sort: 'a', expires: Date.parse('2026-05-01T00:01:00Z') / 1000 });
  await shop.clock.advance(seconds(59));
  expect(shop.table('Shop/Items').items()).toHaveLength(1);
  await shop.clock.advance(seconds(1));
  expect(shop.table('Shop/Items').items()).toEqual([]);
});

test('changes of a table arrive in order, filtered, and one that fails is given up by itself', async () => {
  const { stack, items, reports } = declare();
  new ChangeProcessor(stack, 'Changes', {
    entry: handler('events'),
    table: items,
    retries: 1,
    filter: { types: ['insert', 'delete'] },
    bindings: { REPORTS: reports },
  });
  const shop = await run(stack);
  const table = shop.table('Shop/Items');
  await table.put({ id: '1', sort: 'a', total: 1 });
  await table.put({ id: '1', sort: 'a', total: 2 });
  await table.put({ id: 'bad', sort: 'a' });
  await table.put({ id: '2', sort: 'a' });
  await table.delete({ id: '1', sort: 'a' });
  await shop.settled();
  const inserted = (id: string, more = {}) => ({
    type: 'insert',
    key: { id, sort: 'a' },
    new: { id, sort: 'a', ...more },
  });
  const removed = { type: 'delete', key: { id: '1', sort: 'a' }, old: { id: '1', sort: 'a', total: 2 } };
  const [first, ...later] = reportsOf(shop);
  expect(first).toEqual([inserted('1', { total: 1 }), inserted('bad'), inserted('2'), removed]);
  expect(later).toEqual([
    [inserted('bad'), inserted('2'), removed],
    [inserted('2'), removed],
  ]);
  expect(shop.queue('Shop/Changes').deadLetters).toMatchObject([
    { attempts: 2, body: { key: { id: 'bad', sort: 'a' } } },
  ]);
});

test('a bucket keeps objects with their type, lists them, and limits what a binding may write', async () => {
  const { stack, files } = declare();
  new ApiFunction(stack, 'Limited', {
    entry: handler('state'),
    auth: 'none',
    routes: ['PUT /files/{key}'],
    bindings: { FILES: writeOnly(files, { prefix: 'in/' }) },
  });
  const shop = await run(stack);
  const put = (key: string) => shop.fetch(`/files/${encodeURIComponent(key)}`, { method: 'PUT', body: 'lamp,20' });
  expect([(await put('in/a.csv')).status, (await put('out/a.csv')).status]).toEqual([204, 422]);
  const read = await shop.fetch('/files/in%2Fa.csv');
  expect([await read.text(), read.headers.get('content-type')]).toEqual(['lamp,20', 'text/csv']);
  expect(await (await shop.fetch('/files/')).json()).toEqual({ objects: [{ key: 'in/a.csv', size: 7 }] });
  expect(await (await shop.bucket('Shop/Files').get('in/a.csv'))?.text()).toBe('lamp,20');
});

test('uploads and deletions invoke the processors that want them, and a bad file ends in their dead letters', async () => {
  const { stack, files, reports } = declare();
  const common = { entry: handler('events'), bucket: files, bindings: { REPORTS: reports } };
  new FileProcessor(stack, 'Csv', { ...common, prefix: 'in/', suffix: '.csv', deletions: true, maxAttempts: 2 });
  const shop = await run(stack);
  const bucket = shop.bucket('Shop/Files');
  for (const key of ['in/a.csv', 'in/a.txt', 'out/a.csv', 'in/bad.csv']) await bucket.put(key, 'x');
  await bucket.delete('in/a.csv');
  await bucket.delete('in/none.csv');
  await shop.settled();
  const created = (key: string) => ({ type: 'object.created', key, size: 1 });
  expect(reportsOf(shop)).toEqual(
    expect.arrayContaining([created('in/a.csv'), created('in/bad.csv'), { type: 'object.deleted', key: 'in/a.csv' }]),
  );
  expect(reportsOf(shop)).toHaveLength(4);
  expect(shop.queue('Shop/Csv').deadLetters).toMatchObject([{ attempts: 2, reason: 'Error: a bad file' }]);
});

test('an uploaded image gets its variants by the shipped pipeline; what is no image is given up at once', async () => {
  const { stack } = declare();
  new ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 20, format: 'webp' } }, deleteVariants: true });
  const shop = await run(stack);
  const photo = await sharp({ create: { width: 80, height: 40, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  await shop.bucket('Shop/Photos/Source').put('cat.jpg', photo);
  await shop.bucket('Shop/Photos/Source').put('text.jpg', 'no image');
  await shop.settled();
  const { objects } = await shop.bucket('Shop/Photos/Results').list();
  expect(objects.map(({ key }) => key)).toEqual(['cat.jpg/thumb.webp']);
  const variant = await (await shop.bucket('Shop/Photos/Results').get('cat.jpg/thumb.webp'))?.bytes();
  expect(await sharp(variant).metadata()).toMatchObject({ format: 'webp', width: 20, height: 10 });
  expect(shop.queue('Shop/Photos').deadLetters).toMatchObject([{ attempts: 1, body: { subject: 'text.jpg' } }]);
  await shop.bucket('Shop/Photos/Source').delete('cat.jpg');
  await shop.settled();
  expect((await shop.bucket('Shop/Photos/Results').list()).objects).toEqual([]);
});

test('on Azure, changes are upserts without the item before, and deletions are not reported', async () => {
  const app = new azure.App();
  const subscriptionId = '00000000-0000-0000-0000-000000000000';
  const stack = new azure.AzureStack(app, 'Shop', { subscriptionId, location: 'northeurope' });
  const items = new azure.Table(stack, 'Items', { partitionKey: 'id' });
  const reports = new azure.Queue(stack, 'Reports');
  new azure.ChangeProcessor(stack, 'Changes', {
    entry: handler('events'),
    table: items,
    bindings: { REPORTS: reports },
  });
  const shop = await run(app);
  await shop.table('Shop/Items').put({ id: '1' });
  await shop.table('Shop/Items').put({ id: '1', total: 2 });
  await shop.table('Shop/Items').delete({ id: '1' });
  await shop.settled();
  expect(reportsOf(shop).flat()).toEqual([
    { type: 'upsert', key: { id: '1' }, new: { id: '1' } },
    { type: 'upsert', key: { id: '1' }, new: { id: '1', total: 2 } },
  ]);
});
