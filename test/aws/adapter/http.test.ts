import { http } from '../../../lib/aws/adapter/http';
import type { HttpEvent } from '../../../lib/aws/adapter/http-event';
import { httpJwt } from '../../../lib/aws/adapter/http-jwt';
import type { Claims, Context } from '../../../lib/runtime/types';
import { functionUrl, httpApi } from '../../../lib/testing/events';
import { captureLog, lambdaContext, REQUEST_ID } from './lambda-context';

const log = captureLog();

type Fetch = (request: Request, env: unknown, ctx: Context) => unknown;
const call = (fetch: Fetch, event: HttpEvent = httpApi()) => http({ fetch })(event, lambdaContext());

/** Runs an event through the adapter and gives what the handler saw. */
async function seen<T>(event: HttpEvent, look: (request: Request, ctx: Context) => T | Promise<T>): Promise<T> {
  let result: T;
  await call(async (request, _env, ctx) => {
    result = await look(request, ctx);
    return new Response();
  }, event);
  return result!;
}

describe('the export of the entry', () => {
  test('a function is called with the unchanged event', async () => {
    const native = jest.fn(async () => ({ statusCode: 204 }));
    const event = httpApi();
    expect(await http(native)(event, lambdaContext())).toEqual({ statusCode: 204 });
    expect(native).toHaveBeenCalledWith(event, expect.objectContaining({ awsRequestId: REQUEST_ID }));
  });

  test('a method keeps its this', async () => {
    class App {
      readonly name = 'app';
      fetch() {
        return new Response(this.name);
      }
    }
    expect(await http(new App())(httpApi(), lambdaContext())).toMatchObject({
      body: expect.any(String),
      statusCode: 200,
    });
  });

  test('anything else is refused at init', () => {
    expect(() => http({ scheduled() {} })).toThrow(/tradewind:HANDLER.*scheduled.*export default \{ fetch/);
    expect(() => http(undefined)).toThrow('tradewind:HANDLER');
  });
});

describe('request', () => {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
  test.each<[string, object]>([
    ['a REST API', { httpMethod: 'GET', path: '/', headers: {}, requestContext: { stage: 'prod' }, body: null }],
    ['a load balancer', { httpMethod: 'GET', path: '/', headers: {}, requestContext: { elb: {} }, body: '' }],
    ['a test in the console', { key1: 'value1' }],
  ])('the event of %s is answered 400, and the log says what to call', async (_name, event) => {
    const handler = http({ fetch: () => new Response('never') });
    expect(await handler(event as never, lambdaContext())).toMatchObject({ statusCode: 400 });
    expect(log.entries().map(({ error }) => error?.message)).toEqual([
      '[tradewind:HTTP_EVENT] Payload is not 2.0. Fix: call by an HTTP API.',
    ]);
  });

  test.each([
    ['/orders/7?full=1&full=2', '/orders/7?full=1&full=2'],
    ['/', '/'],
    ['/a%20b', '/a%20b'],
    ['/a+b?q=a+b', '/a+b?q=a+b'],
    ['/%C3%A6?q=%C3%A6', '/%C3%A6?q=%C3%A6'],
    ['/a%3Fb%23c?d=e', '/a%3Fb%23c?d=e'],
    ['/100%25', '/100%25'],
    ['/a%5Cb', '/a%5Cb'],
    ['/x?q=%2F%3F%26%23%', '/x?q=%2F%3F%26%23%'],
  ])('%s reaches the handler from an HTTP API as %s', async (path, expected) => {
    const url = await seen(httpApi({ path }), (request) => request.url);
    expect(url).toBe(`https://a1b2c3d4e5.execute-api.eu-north-1.amazonaws.com${expected}`);
  });

  test.each(['/a%2Fb', '/a%252Fb', '/%E0%A4%A', '/%', '/a%20b?x=%20', '//evil.example/x'])(
    'a function URL has the path %s exactly as it was sent',
    async (path) => {
      const url = await seen(functionUrl({ path }), (request) => request.url);
      const origin = 'https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-north-1.on.aws';
      expect(url).toBe(`${origin}${path.replace(/%(?![\dA-F]{2})/g, '%25')}`);
    },
  );

  test('a path cannot change the host', async () => {
    const url = await seen(functionUrl({ rawPath: '@evil.example/x' }), (request) => new URL(request.url).host);
    expect(url).toMatch(/lambda-url/);
  });

  test('the host header replaces a missing domain name', async () => {
    const event = httpApi();
    const bare = { ...event, requestContext: { ...event.requestContext, domainName: undefined } };
    expect(await seen(bare, (request) => new URL(request.url).host)).toBe(event.headers.host);
  });

  test('headers and cookies', async () => {
    const event = httpApi({ headers: { 'x-many': 'a,b' }, cookies: ['a=1', 'b=2; 3'] });
    const headers = await seen(event, (request) => Object.fromEntries(request.headers));
    expect(headers).toMatchObject({ 'x-many': 'a,b', cookie: 'a=1; b=2; 3', 'user-agent': 'curl/8.5.0' });
  });

  test('cookies that arrive twice are given once', async () => {
    expect(await seen(functionUrl({ cookies: ['a=1', 'b=2'] }), (request) => request.headers.get('cookie'))).toBe(
      'a=1; b=2',
    );
  });

  test('header text beyond Latin-1 arrives as its UTF-8 bytes, and a broken name is left out', async () => {
    const event = httpApi({ headers: { 'x-name': 'żółw', 'bad name': 'x' } });
    const value = await seen(event, (request) => request.headers.get('x-name'));
    expect(Buffer.from(value!, 'latin1').toString()).toBe('żółw');
  });

  test.each([
    ['text', 'blåbær', 'blåbær'],
    ['JSON', { a: 1 }, '{"a":1}'],
  ])('a %s body', async (_name, body, expected) => {
    expect(await seen(httpApi({ method: 'POST', body }), (request) => request.text())).toBe(expected);
  });

  test('a binary body', async () => {
    const body = Uint8Array.from([0, 255, 128, 10]);
    const bytes = await seen(
      httpApi({ method: 'PUT', body }),
      async (request) => new Uint8Array(await request.arrayBuffer()),
    );
    expect(bytes).toEqual(body);
  });

  test('a body gets no content type that the client did not send', async () => {
    expect(
      await seen(httpApi({ method: 'POST', body: 'x' }), (request) => request.headers.get('content-type')),
    ).toBeNull();
  });

  test.each(['GET', 'HEAD'])('%s has no body even if the event has one', async (method) => {
    expect(await seen(httpApi({ method, body: 'x' }), (request) => request.body)).toBeNull();
  });

  test.each(['', null, undefined])('an empty body (%p) reads as empty', async (body) => {
    expect(await seen(httpApi({ method: 'POST', body }), (request) => request.text())).toBe('');
  });

  test.each(['PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('%s is passed on', async (method) => {
    expect(await seen(httpApi({ method }), (request) => request.method)).toBe(method);
  });

  test('events that no Request can represent are answered with 400 and logged', async () => {
    const handler = jest.fn();
    expect(await call(handler, httpApi({ method: 'TRACE' }))).toMatchObject({ statusCode: 400 });
    expect(await call(handler, {} as HttpEvent)).toMatchObject({ statusCode: 400 });
    expect(handler).not.toHaveBeenCalled();
    expect(log.entries()).toHaveLength(2);
  });
});

describe('context', () => {
  test('has the request id, the event and the time left', async () => {
    const event = httpApi();
    const ctx = await seen(event, (_request, context) => context);
    expect(ctx).toMatchObject({ provider: 'aws', requestId: REQUEST_ID, params: {} });
    expect(ctx.raw).toBe(event);
    expect(ctx.remainingTime()).toBe(30_000);
    expect(ctx.passThroughOnException()).toBeUndefined();
  });

  test('parameters are decoded once', async () => {
    const event = httpApi({ path: '/orders/a%2Fb%2525', route: 'GET /orders/{id}' });
    expect(await seen(event, (_request, ctx) => ctx.params)).toEqual({ id: 'a/b%25' });
  });

  test('env is the environment', async () => {
    let env: unknown;
    await call((_request, given) => {
      env = given;
      return new Response();
    });
    expect(env).toBe(process.env);
  });

  test('waitUntil holds the answer back, and a rejection is logged', async () => {
    let finished = false;
    const result = await call((_request, _env, { waitUntil }) => {
      waitUntil(
        new Promise<void>((resolve) =>
          setTimeout(() => {
            finished = true;
            resolve();
          }, 10),
        ),
      );
      waitUntil(Promise.reject(new Error('background')));
      return new Response('ok');
    });
    expect(finished).toBe(true);
    expect(result.statusCode).toBe(200);
    expect(log.entries()).toEqual([
      expect.objectContaining({ level: 'ERROR', error: expect.objectContaining({ message: 'background' }) }),
    ]);
  });
});

describe('response', () => {
  test('JSON', async () => {
    expect(await call(() => Response.json({ a: 'å' }, { status: 201 }))).toEqual({
      statusCode: 201,
      headers: { 'content-type': 'application/json' },
      body: '{"a":"å"}',
      isBase64Encoded: false,
    });
  });

  test('cookies stay apart, other repeated headers are joined', async () => {
    const headers = new Headers([
      ['set-cookie', 'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
      ['set-cookie', 'b=2'],
      ['vary', 'origin'],
      ['vary', 'accept'],
    ]);
    const result = await call(() => new Response(null, { headers }));
    expect(result.cookies).toEqual(['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2']);
    expect(result.headers).toEqual({ vary: 'origin, accept' });
  });

  test.each([
    ['text/html; charset=utf-8', false],
    ['application/problem+json', false],
    ['image/svg+xml', false],
    ['application/javascript', false],
    ['image/png', true],
    ['application/octet-stream', true],
    ['', true],
  ])('a body of type "%s" is base64: %s', async (type, isBase64Encoded) => {
    const result = await call(
      () => new Response(Buffer.from('blå'), { headers: type ? { 'content-type': type } : {} }),
    );
    expect(result).toMatchObject({ isBase64Encoded });
    expect(Buffer.from(result.body!, isBase64Encoded ? 'base64' : 'utf8').toString()).toBe('blå');
  });

  test('text that is compressed is binary', async () => {
    const headers = { 'content-type': 'text/plain', 'content-encoding': 'gzip' };
    expect(await call(() => new Response('zip', { headers }))).toMatchObject({ isBase64Encoded: true });
  });

  test('text that is not UTF-8, or begins with a byte order mark, keeps its bytes', async () => {
    const latin = Uint8Array.from([0xe5, 0x62]);
    const wrong = await call(
      () => new Response(latin, { headers: { 'content-type': 'text/plain; charset=iso-8859-1' } }),
    );
    expect(Buffer.from(wrong.body!, 'base64')).toEqual(Buffer.from(latin));
    const marked = await call(() => new Response('\ufeffa', { headers: { 'content-type': 'text/plain' } }));
    expect(Buffer.from(marked.body!)).toEqual(Buffer.from('\ufeffa'));
  });

  test.each([204, 304, 200])('an empty one of status %i has no body', async (statusCode) => {
    expect(await call(() => new Response(null, { status: statusCode }))).toEqual({ statusCode, headers: {} });
  });

  test('HEAD gets the headers alone, and the body is let go', async () => {
    const cancel = jest.fn();
    const body = new ReadableStream({ cancel });
    const result = await call(() => new Response(body, { headers: { etag: '"1"' } }), httpApi({ method: 'HEAD' }));
    expect(result).toEqual({ statusCode: 200, headers: { etag: '"1"' } });
    expect(cancel).toHaveBeenCalled();
  });
});

describe('failures', () => {
  const internalError = {
    statusCode: 500,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'Internal Server Error', requestId: REQUEST_ID }),
    isBase64Encoded: false,
  };

  test.each<[string, Fetch]>([
    [
      'throws',
      () => {
        throw new Error('secret');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('secret'))],
    [
      'throws a string',
      () => {
        throw 'secret';
      },
    ],
    [
      'throws undefined',
      () => {
        throw undefined;
      },
    ],
    [
      'throws a Response',
      () => {
        throw new Response('teapot', { status: 418 });
      },
    ],
    ['returns nothing', () => undefined],
    ['returns an object', () => ({ statusCode: 200 })],
    ['returns a network error', () => Response.error()],
    [
      'sends a body that fails',
      () => new Response(new ReadableStream({ pull: () => Promise.reject(new Error('secret')) })),
    ],
    [
      'returns a body that was read',
      async () => {
        const used = new Response('x');
        await used.text();
        return used;
      },
    ],
  ])('a handler that %s is answered with 500 and logged', async (_name, fetch) => {
    expect(await call(fetch)).toEqual(internalError);
    expect(log.entries()).toEqual([expect.objectContaining({ level: 'ERROR', requestId: REQUEST_ID })]);
  });

  test('the log says what was returned in place of a Response', async () => {
    await call(() => 42);
    expect(log.entries()[0]?.error?.message).toBe('fetch must return a Response, not number');
  });
});

describe('claims', () => {
  /** A request with the claims that the gateway has verified, and a token that says something. */
  function asked(verified: Record<string, string>, token: unknown): HttpEvent {
    const event = httpApi({ headers: { authorization: `Bearer e30.${encode(token)}.c2ln` } });
    const authorizer = { jwt: { claims: verified, scopes: null } };
    return { ...event, requestContext: { ...event.requestContext, authorizer } };
  }
  const encode = (token: unknown) => Buffer.from(JSON.stringify(token) ?? '').toString('base64url');
  async function claimsOf(event: HttpEvent): Promise<Claims | undefined> {
    const fetch = jest.fn<Response, Parameters<Fetch>>(() => new Response());
    await httpJwt({ fetch })(event, lambdaContext());
    return fetch.mock.lastCall![2].claims;
  }

  test('have the types that they have in the token', async () => {
    const token = {
      sub: 'ada',
      exp: 1_800_000_000,
      email_verified: true,
      aud: ['shop', 'desk'],
      realm_access: { roles: ['staff'], level: 2 },
    };
    const verified = {
      sub: 'ada',
      exp: '1.8e+09',
      email_verified: 'true',
      aud: '[shop desk]',
      realm_access: 'map[level:2 roles:[staff]]',
    };
    expect(await claimsOf(asked(verified, token))).toEqual(token);
  });

  test('are the verified ones, even if the header differs', async () => {
    const verified = { sub: 'ada', level: '1', roles: '[]' };
    const forged = { sub: 'eve', level: 2, roles: ['admin'], admin: true };
    expect(await claimsOf(asked(verified, forged))).toEqual(verified);
  });

  test.each([undefined, null, 'text', 7])('stay text where the token reads as %p', async (token) => {
    expect(await claimsOf(asked({ sub: 'ada' }, token))).toEqual({ sub: 'ada' });
  });

  test('are absent where nothing has verified them', async () => {
    const header = { authorization: `Bearer e30.${encode({ sub: 'eve' })}.c2ln` };
    expect(await claimsOf(httpApi({ headers: header }))).toBeUndefined();
  });

  test('leave parameters and native functions as they are', async () => {
    const event = httpApi({ path: '/orders/7', route: 'GET /orders/{id}', claims: { sub: 'ada' } });
    const result = await httpJwt({ fetch: (_: Request, __: unknown, { params }: Context) => Response.json(params) })(
      event,
      lambdaContext(),
    );
    expect(JSON.parse(result.body!)).toEqual({ id: '7' });
    const native = async () => ({ statusCode: 204 });
    expect(await httpJwt(native)(httpApi(), lambdaContext())).toEqual({ statusCode: 204 });
  });

  test('can be given to a recorded event', async () => {
    const claims = { sub: 'ada', groups: ['staff'], auth_time: 1_800_000_000 };
    const event = httpApi({ claims });
    expect(event.requestContext.authorizer?.jwt?.claims).toMatchObject({ sub: 'ada', groups: '[staff]' });
    expect(await claimsOf(event)).toEqual(claims);
  });
});

describe('size of the request', () => {
  beforeEach(() => {
    process.env.TRADEWIND_MAX_REQUEST_BYTES = '4';
  });
  afterEach(() => void delete process.env.TRADEWIND_MAX_REQUEST_BYTES);

  test.each([
    ['four bytes', 'abcd', 200],
    ['five bytes', 'abcde', 413],
    ['three letters of five bytes', 'aåå', 413],
    ['four bytes in base64', Buffer.from('abcd'), 200],
    ['five bytes in base64', Buffer.from('abcde'), 413],
    ['none', undefined, 200],
  ])('%s', async (_name, body, status) => {
    const fetch = jest.fn(() => new Response());
    expect((await call(fetch, httpApi({ method: 'POST', body }))).statusCode).toBe(status);
    expect(fetch).toHaveBeenCalledTimes(status === 200 ? 1 : 0);
  });
});
