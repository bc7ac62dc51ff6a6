import * as path from 'node:path';
import type { ProviderName } from '../../../lib/runtime/types';
import type { Suite } from '../driver';

/** Largest body that the API accepts. */
const LIMIT = 1000;
/** Origin whose pages may call the API. */
const ORIGIN = 'https://shop.example';

/**
 * Providers whose gateway matches only a route with the same method, or `ANY`: it does not pass HEAD to the route of
 * GET.
 */
const EXACT_METHODS: readonly ProviderName[] = ['aws'];

/** Edge cases of HTTP, errors and the context of a handler. */
export const apiFunction: Suite = {
  declare({ ApiFunction }, scope) {
    new ApiFunction(scope, 'Api', {
      entry: path.join(__dirname, '../handlers/api.ts'),
      auth: 'none',
      routes: [
        'GET /echo/{name}',
        'GET /files/{path+}',
        'ANY /body',
        'GET /status/{code}',
        'GET /fail',
        'GET /later',
        'GET /stream',
      ],
      cors: { origins: [ORIGIN], exposeHeaders: ['x-total'] },
      maxRequestBytes: LIMIT,
      environment: { GREETING: 'hello' },
    });
  },

  tests({ provider, running, expectLogged }) {
    const get = (to: string, init?: RequestInit) => running().fetch('Api', to, init);

    describe('ApiFunction', () => {
      test('passes decoded parameters to the handler, and the query as it was sent', async () => {
        const found = await (await get('/echo/a%20%C3%A5?q=1&q=2&e=')).json();
        expect(found).toMatchObject({
          method: 'GET',
          params: { name: 'a å' },
          query: [
            ['q', '1'],
            ['q', '2'],
            ['e', ''],
          ],
        });
      });

      test('passes the rest of a path to a greedy parameter', async () => {
        expect((await (await get('/files/a/b/c.txt')).json()).params).toEqual({ path: 'a/b/c.txt' });
      });

      test('passes headers, cookies and its environment to the handler', async () => {
        const found = await (await get('/echo/x', { headers: { 'X-Given': 'yes', cookie: 'c=3; d=4' } })).json();
        expect(found).toMatchObject({ header: 'yes', cookie: 'c=3; d=4', greeting: 'hello' });
      });

      test('keeps several cookies separate', async () => {
        expect((await get('/echo/x')).headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
      });

      test('passes binary bodies in and out', async () => {
        const bytes = new Uint8Array([0, 1, 127, 128, 255, 10, 13]);
        const headers = { 'content-type': 'application/octet-stream' };
        const response = await get('/body', { method: 'POST', body: bytes, headers });
        expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
        expect(response.headers.get('content-type')).toBe('application/octet-stream');
      });

      test('passes text in and out, beyond ASCII', async () => {
        const response = await get('/body', {
          method: 'PUT',
          body: 'blåbær 🫐',
          headers: { 'content-type': 'text/plain; charset=utf-8' },
        });
        expect(await response.text()).toBe('blåbær 🫐');
        expect(response.headers.get('x-method')).toBe('PUT');
      });

      test.each(['GET', 'DELETE', 'PATCH'])('takes %s without a body', async (method) => {
        const response = await get('/body', { method });
        expect([response.status, response.headers.get('x-method'), await response.text()]).toEqual([200, method, '']);
      });

      test.each(EXACT_METHODS.includes(provider) ? ['ANY'] : ['ANY', 'GET'])(
        'answers HEAD with the route of %s, without a body',
        async (method) => {
          const response = await get(method === 'ANY' ? '/body' : '/echo/x', { method: 'HEAD' });
          expect([response.status, await response.text()]).toEqual([200, '']);
        },
      );

      test.each([200, 201, 404, 418, 503])('passes the status %i on', async (code) => {
        const response = await get(`/status/${code}`);
        expect([response.status, await response.text()]).toEqual([code, `status ${code}`]);
      });

      test.each([204, 304])('passes the status %i on, which has no body', async (code) => {
        const response = await get(`/status/${code}`);
        expect([response.status, await response.text()]).toEqual([code, '']);
      });

      test('passes a redirect on', async () => {
        const response = await get('/status/302', { redirect: 'manual' });
        expect([response.status, response.headers.get('location')]).toEqual([302, '/elsewhere']);
      });

      test('rejects a body that is too large', async () => {
        expect((await get('/body', { method: 'POST', body: 'x'.repeat(LIMIT) })).status).toBe(200);
        expect((await get('/body', { method: 'POST', body: 'x'.repeat(LIMIT + 1) })).status).toBe(413);
      });

      test('answers no other paths', async () => {
        expect((await get('/nothing')).status).toBe(404);
      });

      test('returns only the request id of an error, and logs the rest', async () => {
        const response = await get('/fail');
        expect(response.status).toBe(500);
        const { message, requestId, ...rest } = await response.json();
        expect({ message, rest }).toEqual({ message: 'Internal Server Error', rest: {} });
        await expectLogged({
          level: 'ERROR',
          requestId,
          error: expect.objectContaining({ message: 'on purpose' }),
        });
      });

      test('answers preflight requests of allowed origins', async () => {
        const ask = (origin: string) =>
          get('/body', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
        const allowed = await ask(ORIGIN);
        expect(allowed.status).toBe(204);
        expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
        expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
      });

      test('allows pages of allowed origins to read a response', async () => {
        const response = await get('/echo/x', { headers: { origin: ORIGIN } });
        expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
        expect(response.headers.get('access-control-expose-headers')).toBe('x-total');
      });

      test('sends a streamed response completely', async () => {
        expect(await (await get('/stream')).text()).toBe('onetwo');
      });

      test('has a context: the provider, a logged id for each request, and the remaining time', async () => {
        const [one, two] = [await (await get('/echo/one')).json(), await (await get('/echo/two')).json()];
        expect([one.provider, two.provider]).toEqual([provider, provider]);
        expect(one.requestId).not.toBe(two.requestId);
        expect(one.remaining).toBeGreaterThan(0);
        expect(one.remaining).toBeLessThanOrEqual(10_000);
        await expectLogged({ level: 'INFO', message: 'echoed', name: 'one', requestId: one.requestId });
      });

      test('completes promises passed to waitUntil', async () => {
        expect(await (await get('/later')).text()).toBe('now');
        await expectLogged({ message: 'done later' });
      });
    });
  },
};
