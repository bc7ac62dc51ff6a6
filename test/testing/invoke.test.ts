import { Hono } from 'hono';
import * as events from '../../lib/testing/events';
import { invoke, toResponse } from '../../lib/testing/invoke';

const seen: unknown[] = [];
const entry = {
  default: {
    fetch: async (request: Request, _env: unknown, ctx: { params: object }) =>
      Response.json(
        { ...ctx.params, body: await request.text() },
        {
          headers: [
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ],
        },
      ),
    scheduled: (event: unknown) => void seen.push(event),
    object: (event: unknown) => void seen.push(event),
  },
};

beforeEach(() => {
  seen.length = 0;
});

test('HTTP events reach fetch, and the result becomes a Response', async () => {
  const event = events.httpApi({ method: 'POST', path: '/orders/7', route: 'POST /orders/{id}', body: 'x' });
  const response = toResponse(await invoke(entry, event));
  expect(await response.json()).toEqual({ id: '7', body: 'x' });
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('schedules reach scheduled', async () => {
  await invoke(entry, events.schedule({ data: 1 }));
  expect(seen).toEqual([expect.objectContaining({ type: 'schedule.run', data: 1 })]);
});

test('uploads reach object, alone and in batches', async () => {
  await invoke(entry, events.objectCreated());
  expect(await invoke(entry, events.queue(events.objectDeleted()))).toEqual({ batchItemFailures: [] });
  expect(seen).toMatchObject([{ type: 'object.created' }, { type: 'object.deleted' }]);
});

test('a portable handler can be passed by itself, also a router that is a proxy', async () => {
  const app = new Hono().get('/', (c) => c.text('hono'));
  expect(await toResponse(await invoke(app, events.httpApi())).text()).toBe('hono');
  const router = new Proxy({ fetch: () => new Response('proxy') } as object, {
    get: (target, name) => (name === 'fetch' ? Reflect.get(target, name) : () => router),
    has: () => false,
  });
  expect(await toResponse(await invoke(router, events.httpApi())).text()).toBe('proxy');
});

test('a native handler receives event and context; omitted parts are filled in', async () => {
  const handler = jest.fn(async (_event: unknown, _context: unknown) => ({ hello: 'world' }));
  const event = events.httpApi();
  const result = await invoke({ handler }, event, { awsRequestId: 'mine' });
  expect(handler).toHaveBeenCalledWith(event, expect.objectContaining({ awsRequestId: 'mine' }));
  const response = toResponse(result);
  expect([response.status, await response.json()]).toEqual([200, { hello: 'world' }]);
  expect(await toResponse('text').text()).toBe('text');
});

test('a binary result and one without a body', async () => {
  const binary = await toResponse({ statusCode: 200, body: 'AQI=', isBase64Encoded: true }).arrayBuffer();
  expect(new Uint8Array(binary)).toEqual(Uint8Array.from([1, 2]));
  expect(toResponse({ statusCode: 204 }).status).toBe(204);
});
