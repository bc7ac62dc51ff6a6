import * as fc from 'fast-check';
import { http } from '../../../lib/aws/adapter/http';
import type { HttpEvent, HttpResult } from '../../../lib/aws/adapter/http-event';
import { functionUrl } from '../../../lib/testing/events';
import { captureLog, lambdaContext } from './lambda-context';

captureLog();

const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/).filter((name) => name !== 'cookie' && name !== '__proto__');
const headerValue = fc.stringMatching(/^([!-~]([ -~]{0,20}[!-~])?)?$/);
const headers = fc.dictionary(token, headerValue, { noNullPrototype: true });
const bytes = fc.uint8Array({ maxLength: 64 });
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY');
// Dot segments are refused.
const path = fc
  .webPath()
  .map((text) => text || '/')
  .filter((text) => !/(^|\/)\.{1,2}(\/|$)/.test(text));

/** Any text in any field that a client has a say in. */
const wild = fc.record({
  method: fc.oneof(method, fc.string()),
  rawPath: fc.string({ unit: 'binary' }),
  rawQueryString: fc.string({ unit: 'binary' }),
  headers: fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })),
  cookies: fc.array(fc.string({ unit: 'binary' })),
  body: fc.option(fc.string({ unit: 'binary' })),
  isBase64Encoded: fc.boolean(),
  pathParameters: fc.dictionary(fc.string(), fc.string()),
});

const run = (fetch: (request: Request) => unknown, event: HttpEvent): Promise<HttpResult> =>
  http({ fetch })(event, lambdaContext());

test('no event makes the adapter throw, and each result can be sent', async () => {
  const check = fc.asyncProperty(wild, async ({ method: verb, ...fields }) => {
    const event = functionUrl({ method: verb, ...fields } as Parameters<typeof functionUrl>[0]);
    const result = await run(
      async (request) => new Response(await request.text(), { headers: { 'x-url': request.url } }),
      {
        ...event,
        ...fields,
      },
    );
    expect([200, 400]).toContain(result.statusCode);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
  await fc.assert(check, { numRuns: 500 });
});

test('method, headers and bytes of a request survive', async () => {
  const check = fc.asyncProperty(method, path, headers, bytes, async (verb, target, sent, body) => {
    const hasBody = verb !== 'GET' && verb !== 'HEAD';
    let seen: unknown;
    await run(
      async (request) => {
        const received = Object.fromEntries([...request.headers].filter(([name]) => name in sent));
        const { pathname } = new URL(request.url);
        seen = { verb: request.method, received, body: new Uint8Array(await request.arrayBuffer()), pathname };
        return new Response();
      },
      functionUrl({ method: verb, path: target, headers: sent, body }),
    );
    expect(seen).toEqual({
      verb,
      received: sent,
      body: hasBody ? body : new Uint8Array(),
      pathname: new URL(`https://a.example${target}`).pathname,
    });
  });
  await fc.assert(check, { numRuns: 500 });
});

test('status, headers, cookies and bytes of a response survive', async () => {
  const type = fc.constantFrom('text/plain', 'application/json', 'image/png', 'text/html; charset=latin1', undefined);
  const status = fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code));
  const cookie = fc.stringMatching(/^[a-z]{1,5}=[a-z0-9,; ]{0,9}[a-z0-9]$/);
  const check = fc.asyncProperty(
    status,
    headers,
    fc.array(cookie),
    type,
    bytes,
    async (code, extra, cookies, contentType, body) => {
      const all = new Headers(extra);
      if (contentType) all.set('content-type', contentType);
      for (const one of cookies) all.append('set-cookie', one);
      const result = await run(
        () => new Response(body, { status: code, headers: all }),
        functionUrl({ method: 'POST' }),
      );
      expect(result.statusCode).toBe(code);
      expect(result.cookies ?? []).toEqual(cookies);
      all.delete('set-cookie');
      expect(result.headers).toEqual(Object.fromEntries(all));
      expect(new Uint8Array(Buffer.from(result.body!, result.isBase64Encoded ? 'base64' : 'utf8'))).toEqual(body);
    },
  );
  await fc.assert(check, { numRuns: 500 });
});
