import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { streamText } from 'hono/streaming';
import { http } from '../../../lib/aws/adapter/http';
import { httpApi } from '../../../lib/testing/events';
import { toResponse } from '../../../lib/testing/invoke';
import { captureLog, lambdaContext } from './lambda-context';

const log = captureLog();

const app = new Hono<{ Bindings: Record<string, string> }>().basePath('/api');
app.get('/orders/:id', (c) => c.json({ id: c.req.param('id'), theme: getCookie(c, 'theme'), q: c.req.queries('q') }));
app.post('/login', async (c) => {
  setCookie(c, 'session', (await c.req.json()).user);
  setCookie(c, 'theme', 'dark');
  return c.body(null, 204);
});
app.get('/stream', (c) =>
  streamText(c, async (stream) => {
    for (const word of ['one ', 'two ', 'three']) await stream.write(word);
  }),
);
app.get('/env', (c) => c.text(c.env.HOME ? 'set' : 'unset'));
app.get('/later', (c) => {
  c.executionCtx.waitUntil(Promise.reject(new Error('later')));
  return c.text('now');
});
app.get('/teapot', () => {
  throw new HTTPException(418, { message: 'short and stout' });
});
app.get('/broken', () => {
  throw new Error('broken');
});

const call = async (options: Parameters<typeof httpApi>[0]) =>
  toResponse(await http(app)(httpApi(options), lambdaContext()));

test('base path, parameters, query and cookies', async () => {
  const response = await call({ path: '/api/orders/a%20b?q=1&q=%C3%A6', cookies: ['theme=dark', 'x=1'] });
  expect(await response.json()).toEqual({ id: 'a b', theme: 'dark', q: ['1', 'æ'] });
});

test('several cookies are set', async () => {
  const response = await call({ method: 'POST', path: '/api/login', body: { user: 'kari' } });
  expect(response.status).toBe(204);
  expect(response.headers.getSetCookie()).toEqual(['session=kari; Path=/', 'theme=dark; Path=/']);
});

test('a stream is collected', async () => {
  expect(await (await call({ path: '/api/stream' })).text()).toBe('one two three');
});

test('environment and waitUntil', async () => {
  expect(await (await call({ path: '/api/env' })).text()).toBe(process.env.HOME ? 'set' : 'unset');
  expect(await (await call({ path: '/api/later' })).text()).toBe('now');
  expect(log.entries()).toEqual([expect.objectContaining({ error: expect.objectContaining({ message: 'later' }) })]);
});

test('its own error handling stays its own', async () => {
  jest.spyOn(console, 'error').mockImplementation();
  expect(await (await call({ path: '/api/teapot' })).text()).toBe('short and stout');
  expect((await call({ path: '/api/broken' })).status).toBe(500);
  expect((await call({ path: '/api/nowhere' })).status).toBe(404);
});

test('HEAD and OPTIONS', async () => {
  const head = await call({ method: 'HEAD', path: '/api/orders/7' });
  expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'application/json', '']);
  expect((await call({ method: 'OPTIONS', path: '/api/orders/7' })).status).toBe(404);
});
