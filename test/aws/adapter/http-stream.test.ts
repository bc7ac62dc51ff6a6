import { EventEmitter } from 'node:events';
import type { HttpEvent } from '../../../lib/aws/adapter/http-event';
import { httpStream } from '../../../lib/aws/adapter/http-stream';
import type { Context } from '../../../lib/runtime/types';
import { functionUrl } from '../../../lib/testing/events';
import { captureLog, lambdaContext, REQUEST_ID } from './lambda-context';

const log = captureLog();

/** Lambda's stream: the metadata leaves with the first write, and nothing more is taken than `room` until it is drained. */
class FakeStream extends EventEmitter {
  metadata?: { statusCode: number; headers: Record<string, string>; cookies?: string[] };
  head?: typeof this.metadata;
  readonly chunks: Buffer[] = [];
  ended = false;
  room = Number.POSITIVE_INFINITY;

  write(chunk: Uint8Array | string): boolean {
    if (this.ended) throw new Error('write after end');
    this.head ??= this.metadata;
    if (chunk.length > 0) this.chunks.push(Buffer.from(chunk as Uint8Array));
    return this.chunks.length < this.room;
  }

  end(): void {
    this.ended = true;
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString();
  }
}

type Streamed = (event: HttpEvent, stream: FakeStream, context: unknown) => Promise<void>;
const global = globalThis as { awslambda?: unknown };

beforeEach(() => {
  global.awslambda = {
    streamifyResponse: (handler: unknown) => handler,
    HttpResponseStream: {
      from(stream: FakeStream, metadata: FakeStream['metadata']) {
        stream.metadata = metadata;
        return stream;
      },
    },
  };
});

afterEach(() => {
  delete global.awslambda;
  delete process.env.TRADEWIND_ROUTES;
});

function start(fetch: (request: Request, env: unknown, ctx: Context) => unknown, event = functionUrl()) {
  const stream = new FakeStream();
  const handler = httpStream({ fetch }) as unknown as Streamed;
  return { stream, done: handler(event, stream, lambdaContext()) };
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

test('head, cookies and body', async () => {
  const headers = [
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
    ['x-a', '1'],
  ] as [string, string][];
  const { stream, done } = start(() => new Response('hello', { status: 201, headers }));
  await expect(done).resolves.toBeUndefined();
  expect(stream.head).toEqual({
    statusCode: 201,
    headers: { 'content-type': 'text/plain;charset=UTF-8', 'x-a': '1' },
    cookies: ['a=1', 'b=2'],
  });
  expect(stream.text).toBe('hello');
  expect(stream.ended).toBe(true);
});

test('the head leaves before the first chunk, and each chunk when it is there', async () => {
  let body: ReadableStreamDefaultController<Uint8Array>;
  const source = new ReadableStream<Uint8Array>({
    start: (controller) => {
      body = controller;
    },
  });
  const { stream, done } = start(() => new Response(source));
  await tick();
  expect(stream.head?.statusCode).toBe(200);
  expect(stream.text).toBe('');
  body!.enqueue(Buffer.from('one'));
  await tick();
  expect(stream.text).toBe('one');
  body!.close();
  await done;
  expect(stream.ended).toBe(true);
});

test.each([
  ['a null body', () => new Response(null, { status: 204 }), functionUrl()],
  ['HEAD', () => new Response('body', { status: 200 }), functionUrl({ method: 'HEAD' })],
])('%s sends the head alone', async (_name, fetch, event) => {
  const { stream, done } = start(fetch, event);
  await done;
  expect(stream.head).toBeDefined();
  expect(stream.text).toBe('');
  expect(stream.ended).toBe(true);
});

test('an error of the handler is answered with 500', async () => {
  const { stream, done } = start(() => {
    throw new Error('secret');
  });
  await done;
  expect(stream.head?.statusCode).toBe(500);
  expect(JSON.parse(stream.text)).toEqual({ message: 'Internal Server Error', requestId: REQUEST_ID });
  expect(log.entries()).toEqual([expect.objectContaining({ level: 'ERROR' })]);
});

test('an error in the middle is logged and fails the invocation, the response left unfinished', async () => {
  let sent = false;
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) controller.error(new Error('broke'));
      else controller.enqueue(Buffer.from('first'));
      sent = true;
    },
  });
  const { stream, done } = start(() => new Response(source));
  await expect(done).rejects.toThrow('broke');
  expect(stream.text).toBe('first');
  expect(stream.ended).toBe(false);
  expect(log.entries()).toEqual([expect.objectContaining({ message: 'The response broke off' })]);
});

test('no more is read than the other side takes', async () => {
  let pulled = 0;
  const source = new ReadableStream<Uint8Array>(
    { pull: (controller) => (++pulled > 50 ? controller.close() : controller.enqueue(Buffer.from('x'))) },
    { highWaterMark: 0 },
  );
  const stream = new FakeStream();
  stream.room = 3;
  const done = (httpStream({ fetch: () => new Response(source) }) as unknown as Streamed)(
    functionUrl(),
    stream,
    lambdaContext(),
  );
  await tick();
  expect(pulled).toBe(3);
  stream.room = Number.POSITIVE_INFINITY;
  stream.emit('drain');
  await done;
  expect(stream.chunks).toHaveLength(50);
});

test.each(['close', 'error'])('when the client is gone (%s) the body is let go', async (event) => {
  const cancel = jest.fn();
  const { stream, done } = start(() => new Response(new ReadableStream({ cancel })));
  done.catch(() => {});
  await tick();
  stream.emit(event, event === 'error' ? new Error('reset') : undefined);
  await expect(done).rejects.toThrow(event === 'error' ? 'reset' : 'closed');
  expect(cancel).toHaveBeenCalled();
});

test('no listener is left on the stream', async () => {
  const { stream, done } = start(() => new Response('x'.repeat(10)));
  await done;
  expect(stream.eventNames()).toEqual([]);
});

test('waitUntil is waited for after the body has left', async () => {
  let release: () => void;
  const { stream, done } = start((_request, _env, ctx) => {
    ctx.waitUntil(
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    );
    return new Response('body');
  });
  await tick();
  expect(stream.ended).toBe(true);
  const state = await Promise.race([done.then(() => 'done'), tick().then(() => 'waiting')]);
  expect(state).toBe('waiting');
  release!();
  await done;
});

describe('routes', () => {
  beforeEach(() => {
    process.env.TRADEWIND_ROUTES = JSON.stringify(['GET /orders/{id}', 'POST /orders']);
  });

  const answer = async (method: string, path: string) => {
    const fetch = jest.fn((_request: Request, _env: unknown, ctx: Context) => Response.json(ctx.params));
    const { stream, done } = start(fetch, functionUrl({ method, path }));
    await done;
    return {
      status: stream.head?.statusCode,
      headers: stream.head?.headers,
      text: stream.text,
      called: fetch.mock.calls.length,
    };
  };

  test('their parameters', async () => {
    expect(await answer('GET', '/orders/a%2Fb?x=1')).toMatchObject({ status: 200, text: '{"id":"a/b"}' });
    expect(await answer('HEAD', '/orders/7')).toMatchObject({ status: 200, text: '', called: 1 });
  });

  test.each([
    ['GET', '/users'],
    ['DELETE', '/orders/7'],
    ['OPTIONS', '/users'],
  ])('%s %s is not found', async (method, path) => {
    const { status, text, called } = await answer(method, path);
    expect({ status, called, body: JSON.parse(text) }).toEqual({
      status: 404,
      called: 0,
      body: { message: 'Not Found', requestId: REQUEST_ID },
    });
  });

  test('OPTIONS returns the methods of a path', async () => {
    expect(await answer('OPTIONS', '/orders')).toMatchObject({ status: 204, headers: { allow: 'POST' }, called: 0 });
  });
});

// The AWS SDK defines an empty `awslambda` when it is loaded.
test.each([undefined, {}])('where nothing can be streamed the response is buffered: %p', async (awslambda) => {
  global.awslambda = awslambda;
  process.env.TRADEWIND_ROUTES = '["GET /a"]';
  const handler = httpStream({ fetch: () => new Response('whole', { headers: { 'content-type': 'text/plain' } }) });
  expect(await handler(functionUrl({ path: '/a' }), lambdaContext())).toMatchObject({ statusCode: 200, body: 'whole' });
  expect(await handler(functionUrl({ path: '/b' }), lambdaContext())).toMatchObject({ statusCode: 404 });
});

describe('a native function', () => {
  const STREAMS = Symbol.for('aws.lambda.runtime.handler.streaming');
  const event = functionUrl({ path: '/a' });
  beforeEach(() => {
    process.env.TRADEWIND_ROUTES = '["GET /a"]';
  });

  test('is called with the unchanged event, behind the routes', async () => {
    const native = jest.fn(async () => ({ statusCode: 204 }));
    const handler = httpStream(native);
    expect(await handler(event, lambdaContext())).toEqual({ statusCode: 204 });
    expect(native).toHaveBeenCalledWith(event, expect.objectContaining({ awsRequestId: REQUEST_ID }));
    expect(await handler(functionUrl({ path: '/b' }), lambdaContext())).toMatchObject({ statusCode: 404 });
    expect(native).toHaveBeenCalledTimes(1);
  });

  test('that streams goes on to stream, behind the routes', async () => {
    const native = jest.fn(async (_event: HttpEvent, stream: FakeStream) => stream.end());
    const handler = httpStream(Object.assign(native, { [STREAMS]: 'response' })) as unknown as Streamed;
    const [found, unknown] = [new FakeStream(), new FakeStream()];
    await handler(event, found, lambdaContext());
    await handler(functionUrl({ path: '/b' }), unknown, lambdaContext());
    expect([found.ended, unknown.head?.statusCode]).toEqual([true, 404]);
    expect(native).toHaveBeenCalledTimes(1);
  });
});
