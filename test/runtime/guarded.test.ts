import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { AdapterContext } from '../../lib/runtime/context';
import { type Door, guarded } from '../../lib/runtime/guarded';
import { type Guard, webGuards } from '../../lib/runtime/web-guards';

const LIMIT = 10;
const errors: unknown[] = [];
beforeEach(() => errors.splice(0));

const context = () =>
  ({ requestId: 'r1', params: {}, log: { error: (_text: string, error: unknown) => errors.push(error) } }) as never;

/** Fake provider whose functions use web types. */
const door: Door<[Request], unknown> = {
  context,
  request: (request) => request,
  answer: async (response) => response,
  native: async (handler, { request, allow }) => allow(await handler(request)),
};

const cors = {
  origins: ['https://shop.example'],
  headers: [],
  exposeHeaders: [],
  credentials: false,
  maxAgeSeconds: 1,
};
const keyed: Guard = ({ headers }) => (headers.has('key') ? undefined : new Response('no key', { status: 401 }));

/** Creates a function with every guard around a handler of either kind, and counts the calls of the handler. */
function behindGuards(kind: 'portable' | 'native') {
  const handler = jest.fn(async (request: Request) => new Response(await request.text()));
  const entry = guarded(kind === 'native' ? handler : { fetch: handler }, 'fetch', {
    guards: webGuards({ routes: ['POST /a', 'POST /b/{rest+}'], maxRequestBytes: LIMIT, cors }, keyed),
    door,
    serve: (app) => (request, ctx) => app.fetch(request, {} as never, ctx),
  });
  const ask = (to: string, init: RequestInit = {}) =>
    entry(new Request(`https://a.example${to}`, { method: 'POST', ...init })) as Promise<Response>;
  return { ask, handler };
}

function chunks(...parts: string[]): RequestInit {
  const body = new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  return { body, duplex: 'half' } as RequestInit;
}

const KEY = { key: '1' };

describe.each(['portable', 'native'] as const)('a %s handler', (kind) => {
  test('receives requests that the guards admit', async () => {
    const { ask, handler } = behindGuards(kind);
    expect(await (await ask('/a', { headers: KEY, body: 'hello' })).text()).toBe('hello');
    expect(await (await ask('/a', { headers: KEY, ...chunks('hel', 'lo') })).text()).toBe('hello');
    expect(handler).toHaveBeenCalledTimes(2);
  });

  test.each<[string, number, string, RequestInit]>([
    ['without a key', 401, '/a', {}],
    ['to another path', 404, '/c', { headers: KEY }],
    ['by another method', 405, '/a', { headers: KEY, method: 'DELETE' }],
    ['of OPTIONS', 204, '/a', { headers: KEY, method: 'OPTIONS' }],
    ['with a body over the limit', 413, '/a', { headers: { ...KEY, 'content-length': '11' }, body: 'x'.repeat(11) }],
    ['with a body over the limit, in chunks', 413, '/a', { headers: KEY, ...chunks('x'.repeat(6), 'x'.repeat(6)) }],
    [
      'with a body over the limit in chunks, that declares less',
      413,
      '/a',
      {
        headers: { ...KEY, 'content-length': '1', 'transfer-encoding': 'chunked' },
        ...chunks('x'.repeat(11)),
      },
    ],
    ['whose path has encoded dot segments', 400, '/b/..%2fa', { headers: KEY }],
    ['whose path has dot segments, encoded twice', 400, '/b/x%5C%2e%2E', { headers: KEY }],
  ])('is not called for a request %s', async (_what, status, to, init) => {
    const { ask, handler } = behindGuards(kind);
    expect((await ask(to, init)).status).toBe(status);
    expect(handler).not.toHaveBeenCalled();
  });

  test('is not called for a preflight request, and allowed origins can read its responses', async () => {
    const { ask, handler } = behindGuards(kind);
    const origin = 'https://shop.example';
    const preflight = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } };
    expect((await ask('/a', preflight)).headers.get('access-control-allow-origin')).toBe(origin);
    expect(handler).not.toHaveBeenCalled();
    const { headers } = await ask('/a', { headers: { ...KEY, origin } });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    const evil = await ask('/a', { headers: { ...KEY, origin: 'https://evil.example' } });
    expect(evil.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('a guard that throws admits no one', async () => {
  const handler = jest.fn();
  const guards = { admit: () => Promise.reject(new Error('no keys')) };
  const entry = guarded(handler, 'fetch', { guards, door, serve: () => () => new Response() });
  expect(((await entry(new Request('https://a.example'))) as Response).status).toBe(500);
  expect([handler.mock.calls, errors]).toEqual([[], [new Error('no keys')]]);
});

test('an error of a native handler reaches the provider', async () => {
  const handler = () => Promise.reject(new Error('on purpose'));
  const guards = { admit: (request: Request) => request };
  const entry = guarded(handler, 'fetch', { guards, door, serve: () => () => new Response() });
  await expect(entry(new Request('https://a.example'))).rejects.toThrow('on purpose');
});

test('a request that no Request can hold is answered with 400', async () => {
  const guards = { admit: (request: Request, _ctx: AdapterContext) => request };
  const broken = { ...door, request: () => new Request('none') };
  const entry = guarded(jest.fn(), 'fetch', { guards, door: broken, serve: () => () => new Response() });
  expect(((await entry(new Request('https://a.example'))) as Response).status).toBe(400);
});

/** Adapters of functions that anyone can call, by provider. All of Vercel's functions have an address. */
const PUBLIC = /^(google|azure|cloudflare|aws|netlify)\/adapter\/(http|object)|^vercel\//;
const BY_PLATFORM = /^(google|azure|cloudflare|aws)\/adapter\/object\.ts/;

test('no adapter of a function that anyone can call reaches the code of the user without guards', () => {
  const lib = path.join(__dirname, '../../lib');
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^[a-z]+\/adapter\//.test(name) && PUBLIC.test(name) && !BY_PLATFORM.test(name))
    .map((name) => [name, readFileSync(path.join(lib, name), 'utf8')] as const);
  const adapters = files.filter(([, text]) => /\(\s*exported: unknown/.test(text));
  expect(adapters.length).toBeGreaterThan(12);
  expect(adapters.filter(([, text]) => text.includes('resolveHandler'))).toEqual([]);
  expect(adapters.filter(([, text]) => !/\b(guarded|vercelModule|buffered|object|working)\(/.test(text))).toEqual([]);
});
