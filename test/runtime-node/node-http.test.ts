import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { inflateBody } from '../../lib/google/adapter/inflate';
import { decoded } from '../../lib/runtime-node/decoded';
import { type NodeRequest, toRequest } from '../../lib/runtime-node/node-http';

/** Sends bytes as they are to a server, and returns the result of `read`, or its error. */
async function receive<T>(bytes: string, read: (request: NodeRequest) => T | Promise<T>): Promise<T | Error> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(bytes);
  const [request, response] = await once(server, 'request');
  const result = await Promise.resolve()
    .then(() => read(request))
    .catch((error: Error) => error);
  response.end();
  socket.destroy();
  server.close();
  return result;
}

const urlOf = (target: string, host = 'shop.example') =>
  receive(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`, (request) => toRequest(request).url);

test.each([
  ['/a?b=c', undefined, 'https://shop.example/a?b=c'],
  ['/a', 'shop.example:8443', 'https://shop.example:8443/a'],
  ['/a', '[::1]:8080', 'https://[::1]:8080/a'],
  ['//evil.example/a', undefined, 'https://shop.example//evil.example/a'],
  ['http://other.example/a?b', undefined, 'https://other.example/a?b'],
  ['http://other.example', undefined, 'https://other.example/'],
  ['http://other.example?b', undefined, 'https://other.example/?b'],
])('the target %s gives an address (host %s)', async (target, host, url) => {
  expect(await urlOf(target, host)).toBe(url);
});

test('the target * of OPTIONS is the root', async () => {
  const read = (request: NodeRequest) => toRequest(request).url;
  expect(await receive('OPTIONS * HTTP/1.1\r\nHost: a.example\r\n\r\n', read)).toBe('https://a.example/');
});

test.each([
  ['/a', 'shop.example/admin?'],
  ['/a', 'user@shop.example'],
  ['/a', 'shop.example#'],
  ['http://user@other.example/a', 'shop.example'],
  ['ftp://other.example/a', 'shop.example'],
  ['/public/../admin', 'shop.example'],
  ['/public/%2e%2E/admin', 'shop.example'],
  ['/public/..%2fadmin', 'shop.example'],
  ['http://other.example/public/../admin', 'shop.example'],
])('the target %s with the host %s gives none', async (target, host) => {
  expect(await urlOf(target, host)).toBeInstanceOf(TypeError);
});

test('a body is not read before the handler reads it', async () => {
  const sent = 'POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\nhello';
  const seen = await receive(sent, async (incoming) => {
    const request = toRequest(incoming);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return [incoming.readableDidRead, await request.text(), incoming.readableDidRead];
  });
  expect(seen).toEqual([false, 'hello', true]);
});

describe('an inflated body', () => {
  const post = (body: Uint8Array<ArrayBuffer>, coding: string) =>
    new Request('https://a.example', { method: 'POST', body, headers: { 'content-encoding': coding } });

  test('is passed to the handler, without its coding', async () => {
    const request = await inflateBody(post(new Uint8Array(gzipSync('hello')), 'gzip'), 5);
    if (typeof request === 'string') throw new Error(request);
    expect([
      await request.text(),
      request.headers.get('content-encoding'),
      request.headers.get('content-length'),
    ]).toEqual(['hello', null, '5']);
  });

  test('over the limit is read up to the limit only', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(50_000_000)));
    const before = process.memoryUsage().arrayBuffers;
    expect(await inflateBody(post(bomb, 'x-gzip'), 1000)).toBe('too large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
  });

  test('that is broken is rejected, and other codings are passed on as sent', async () => {
    expect(await inflateBody(post(new Uint8Array([1, 2, 3]), 'gzip'), 1000)).toBe('unreadable');
    const other = post(new Uint8Array([1]), 'zstd');
    expect(await inflateBody(other, 1000)).toBe(other);
  });
});

describe('a fetched response', () => {
  const fetched = (headers: Record<string, string>) =>
    Object.defineProperty(new Response('plain', { headers }), 'url', { value: 'https://up.example/' });

  test('has headers for the body that is sent', async () => {
    const { headers, body } = decoded(fetched({ 'content-encoding': 'gzip', 'content-length': '9', etag: '"1"' }));
    expect([headers.get('content-encoding'), headers.get('content-length'), headers.get('etag')]).toEqual([
      null,
      null,
      '"1"',
    ]);
    expect(await new Response(body).text()).toBe('plain');
  });

  test('keeps a coding that was not decoded, and so does a response of the handler', () => {
    expect(decoded(fetched({ 'content-encoding': 'compress' })).headers.get('content-encoding')).toBe('compress');
    const own = new Response(gzipSync('x'), { headers: { 'content-encoding': 'gzip' } });
    expect(decoded(own)).toBe(own);
  });
});
