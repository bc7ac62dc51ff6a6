import { ConflictError, type Handler, InvokeError, SendError } from 'tradewind/runtime';
import { events, fakes, invoke, toResponse } from 'tradewind/testing';

describe('bucket', () => {
  test('stores text, bytes, blobs and streams, with their type', async () => {
    const files = fakes.bucket({ 'a.txt': 'blåbær' });
    await files.put('b', Uint8Array.from([1, 2]), { contentType: 'image/png' });
    await files.put('c', new Blob(['three']));
    await files.put('d', new Response('four').body as ReadableStream<Uint8Array>);
    expect(await (await files.get('a.txt'))?.text()).toBe('blåbær');
    expect(await (await files.get('b'))?.bytes()).toEqual(Uint8Array.from([1, 2]));
    expect(await files.head('b')).toEqual({
      key: 'b',
      size: 2,
      etag: '0cb988d042a7f28dd5fe2b55b3f5ac7a',
      contentType: 'image/png',
      time: expect.stringMatching(/^\d{4}-/),
    });
    expect(await Promise.all(['c', 'd'].map(async (key) => (await files.get(key))?.text()))).toEqual(['three', 'four']);
  });

  test('a body is read once, and a missing object is undefined', async () => {
    const files = fakes.bucket({ a: '{"x":1}' });
    const object = await files.get('a');
    expect(await object?.json()).toEqual({ x: 1 });
    await expect(object?.text()).rejects.toThrow('disturbed or locked');
    expect([await files.get('no'), await files.head('no')]).toEqual([undefined, undefined]);
    await files.delete('no');
  });

  test('keeps its own copy of bytes', async () => {
    const files = fakes.bucket();
    const bytes = Uint8Array.from([1]);
    await files.put('a', bytes);
    bytes[0] = 9;
    expect(await (await files.get('a'))?.bytes()).toEqual(Uint8Array.from([1]));
  });

  test('lists by prefix, in the order of bytes, page by page', async () => {
    const files = fakes.bucket({ 'x/b': '', 'x/a': 'aa', 'x/å': '', y: '', 'x/B': '' });
    const first = await files.list({ prefix: 'x/', limit: 2 });
    expect(first.objects).toEqual([
      { key: 'x/B', size: 0 },
      { key: 'x/a', size: 2 },
    ]);
    const second = await files.list({ prefix: 'x/', limit: 2, cursor: first.cursor });
    expect(second).toEqual({
      objects: [
        { key: 'x/b', size: 0 },
        { key: 'x/å', size: 0 },
      ],
      cursor: undefined,
    });
  });

  test('rejects a key that no provider accepts', async () => {
    await expect(fakes.bucket().put('', 'x')).rejects.toThrow(TypeError);
    await expect(fakes.bucket().put('x'.repeat(1025), 'x')).rejects.toThrow(TypeError);
  });
});

describe('table', () => {
  const newTable = () => fakes.table({ partitionKey: 'id', sortKey: 'at' });

  test('an item is a copy, without members that are undefined', async () => {
    const table = newTable();
    const item = { id: 'a', at: 1, list: [1], gone: undefined };
    await table.put(item);
    item.list.push(2);
    expect(await table.get({ id: 'a', at: 1 })).toEqual({ id: 'a', at: 1, list: [1] });
    expect(Object.keys((await table.get({ id: 'a', at: 1 })) ?? {})).toEqual(['id', 'at', 'list']);
    expect(await table.get({ id: 'a', at: 2 })).toBeUndefined();
  });

  test('numbers keep their digits, and values that no provider stores are rejected', async () => {
    const table = newTable();
    await table.put({ id: 'a', at: 1, large: 12345678901234567890n, small: 0.1, bytes: Uint8Array.from([1]) });
    expect(await table.get({ id: 'a', at: 1 })).toMatchObject({ large: 12345678901234567890n, small: 0.1 });
    await expect(table.put({ id: 'a', at: 1, x: Number.NaN })).rejects.toThrow(TypeError);
    await expect(table.put({ id: 'a', at: 1, x: () => 1 })).rejects.toThrow(TypeError);
  });

  test('ifAbsent is a conflict when the item exists', async () => {
    const table = newTable();
    await table.put({ id: 'a', at: 1 }, { ifAbsent: true });
    await expect(table.put({ id: 'a', at: 1 }, { ifAbsent: true })).rejects.toThrow(ConflictError);
    await table.delete({ id: 'a', at: 1 });
    await table.put({ id: 'a', at: 1 }, { ifAbsent: true });
  });

  test.each([{ id: 'a' }, { id: '', at: 1 }, { id: true, at: 1 }, { id: null, at: 1 }])(
    'rejects the key of %j',
    async (item) => {
      await expect(newTable().put(item)).rejects.toThrow('TABLE_KEY');
    },
  );

  test('queries a partition in the order of the sort key: numbers by size', async () => {
    const table = newTable();
    for (const at of [10, 9, 100]) await table.put({ id: 'a', at });
    await table.put({ id: 'b', at: 1 });
    const times = async (query: object) => (await table.query({ partition: 'a', ...query })).items.map(({ at }) => at);
    expect(await times({})).toEqual([9, 10, 100]);
    expect(await times({ descending: true, limit: 2 })).toEqual([100, 10]);
    expect(await times({ from: 10 })).toEqual([10, 100]);
    expect(await times({ from: 9, to: 10 })).toEqual([9, 10]);
    const { cursor } = await table.query({ partition: 'a', limit: 2 });
    expect(await times({ limit: 2, cursor })).toEqual([100]);
  });

  test('queries text by prefix, and rejects queries that no table supports', async () => {
    const table = fakes.table({ partitionKey: 'id', sortKey: 'name' }, [
      { id: 'a', name: 'x-1' },
      { id: 'a', name: 'y-1' },
    ]);
    expect((await table.query({ partition: 'a', prefix: 'x' })).items).toEqual([{ id: 'a', name: 'x-1' }]);
    await expect(table.query({ partition: 'a', prefix: 'x', from: 'a' })).rejects.toThrow('prefix, or from and to');
    await expect(fakes.table({ partitionKey: 'id' }).query({ partition: 'a', from: 'x' })).rejects.toThrow(
      'no sort key',
    );
  });
});

describe('an index of a table', () => {
  const byStatus = { partitionKey: { name: 'status' }, sortKey: { name: 'at', type: 'number' } } as const;
  const orders = fakes.table({ partitionKey: 'id', indexes: { byStatus } }, [
    { id: 'a', status: 'open', at: 2 },
    { id: 'b', status: 'open', at: 1 },
    { id: 'c', status: 'sent', at: 1 },
    { id: 'd', status: 'open' },
  ]);

  test('has the items with its attributes, in its own order', async () => {
    const { items } = await orders.query({ index: 'byStatus', partition: 'open' });
    expect(items.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('is rejected when it is unknown, or an item does not fit', async () => {
    await expect(orders.query({ index: 'byName', partition: 'x' })).rejects.toThrow('TABLE_INDEX');
    await expect(orders.put({ id: 'e', status: 'open', at: 'now' } as never)).rejects.toThrow('TABLE_INDEX');
  });
});

describe('queue', () => {
  test('lists messages as a worker receives them, with their options', async () => {
    const jobs = fakes.queue();
    await jobs.send({ id: 1, gone: undefined }, { delaySeconds: 5 });
    await jobs.sendAll([{ body: 'text' }, { body: [1] }]);
    expect(jobs.raw).toEqual([{ body: { id: 1 }, options: { delaySeconds: 5 } }, { body: 'text' }, { body: [1] }]);
  });

  test('rejects messages that no queue accepts, and names them among many', async () => {
    const jobs = fakes.queue();
    const large = 'x'.repeat(1_048_577);
    await expect(jobs.send(large)).rejects.toThrow('1048577 bytes');
    await expect(jobs.send(1, { delaySeconds: 901 })).rejects.toThrow('0 to 900');
    const sent = jobs.sendAll([{ body: 'a' }, { body: large }, { body: 'b' }]);
    await expect(sent).rejects.toMatchObject({ name: 'SendError', failed: [{ index: 1 }] });
    expect(jobs.raw.map(({ body }) => body)).toEqual(['a', 'b']);
  });

  test('a FIFO queue needs groups, drops duplicates, and sends nothing after a failure', async () => {
    const jobs = fakes.queue({ fifo: true });
    await expect(jobs.send('a')).rejects.toThrow('needs a group');
    await jobs.send('a', { group: 'g' });
    await jobs.send('a', { group: 'g' });
    expect(jobs.raw).toHaveLength(1);
    const sent = jobs.sendAll([{ body: 'b' }, { body: 'c', options: { group: 'g' } }]);
    await expect(sent).rejects.toThrow(SendError);
    expect(jobs.raw).toHaveLength(1);
  });
});

test('a secret has its value', async () => {
  expect(await fakes.secret('s3cret').get()).toBe('s3cret');
});

describe('functions', () => {
  test('an ApiFunction runs its entry, with parameters; a failure is 500', async () => {
    const entry = {
      default: {
        fetch(_request, env, ctx) {
          if (ctx.params.id === 'x') throw new Error('no');
          return Response.json({ id: ctx.params.id, from: env.SHOP });
        },
      } satisfies Handler,
    };
    const api = fakes.apiFunction(entry, { routes: ['GET /orders/{id}'], env: { SHOP: 'Oslo' } });
    expect(await (await api.fetch('/orders/7')).json()).toEqual({ id: '7', from: 'Oslo' });
    expect((await api.fetch('/orders/x')).status).toBe(500);
    expect(api.raw.map(({ url }) => new URL(url).pathname)).toEqual(['/orders/7', '/orders/x']);
  });

  test('a PlainFunction returns its result through JSON; a failure is an InvokeError', async () => {
    const price = fakes.plainFunction<{ item: string; at?: Date }, object>({
      invoke(event: { item: string; at?: unknown }) {
        if (event.item === '') throw new Error('no item');
        return { type: typeof event.at, total: 20, gone: undefined };
      },
    });
    expect(await price.invoke({ item: 'lamp', at: new Date(0) })).toStrictEqual({ type: 'string', total: 20 });
    await expect(price.invoke({ item: '' })).rejects.toThrow(InvokeError);
  });

  test('native handlers are rejected', () => {
    expect(() => fakes.apiFunction(() => {})).toThrow('[tradewind:HANDLER]');
    expect(() => fakes.plainFunction({ handler: () => {} })).toThrow('[tradewind:HANDLER]');
  });
});

describe('invoke with env, for every trigger', () => {
  const env = () => ({ ORDERS: fakes.table({ partitionKey: 'id' }), SHOP: 'Oslo' });
  const store = async (bound: ReturnType<typeof env>, id: unknown) => bound.ORDERS.put({ id, shop: bound.SHOP });
  const handler = {
    fetch: async (request, bound) => {
      await store(bound, new URL(request.url).pathname);
      return new Response('stored');
    },
    scheduled: async (event, bound) => store(bound, event.data),
    object: async ({ data }, bound) => store(bound, data.key),
    queue: (batch, bound) => batch.each(({ body }) => store(bound, body)),
    change: (batch, bound) => batch.each(({ key }) => store(bound, key.pk)),
    invoke: async (event, bound) => store(bound, event.user),
  } satisfies Handler<ReturnType<typeof env>>;
  const only = <Method extends keyof typeof handler>(method: Method) => ({ default: { [method]: handler[method] } });

  test.each<[keyof typeof handler, unknown, string]>([
    ['fetch', events.httpApi({ path: '/a' }), '/a'],
    ['scheduled', events.schedule({ data: 'b' }), 'b'],
    ['object', events.objectCreated({ key: 'c' }), 'c'],
    ['object', events.queue(events.objectCreated({ key: 'd' })), 'd'],
    ['queue', events.queue('e'), 'e'],
    ['queue', events.sqs({ queue: 'jobs.fifo', messages: [{ body: 'f', group: 'g' }] }), 'f'],
    ['change', events.tableStream({ records: [{ type: 'INSERT', key: { pk: 'g' }, new: { pk: 'g' } }] }), 'g'],
    ['invoke', { user: 'h' }, 'h'],
  ])('%s', async (method, event, id) => {
    const bound = env();
    await invoke(only(method), event, { env: bound });
    expect(bound.ORDERS.raw.items()).toEqual([{ id, shop: 'Oslo' }]);
  });

  test('a handler with all methods receives each event by its own', async () => {
    const bound = env();
    const all = { default: handler };
    const response = toResponse(await invoke(all, events.httpApi({ path: '/1' }), { env: bound }));
    expect(await response.text()).toBe('stored');
    expect(await invoke(all, events.queue('2'), { env: bound })).toEqual({ batchItemFailures: [] });
    expect(bound.ORDERS.raw.items().map(({ id }) => id)).toEqual(['/1', '2']);
  });

  test('a failed change is reported by its sequence number', async () => {
    const records = [{ type: 'REMOVE', key: { pk: 'a' } }] as const;
    const failing = { change: () => Promise.reject(new Error('no')) };
    const result = await invoke(failing, events.tableStream({ records }));
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: expect.stringMatching(/^\d+$/) }] });
  });
});
