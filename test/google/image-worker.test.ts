import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { type ImageOptions, imageWorker } from '../../lib/google/adapter/image-worker';
import type { NodeRequest } from '../../lib/runtime-node/node-http';

const OPTIONS: ImageOptions = {
  variants: { thumb: { width: 10, format: 'png' } },
  limits: { maxBytes: 100_000, maxPixels: 10_000, maxSide: 65_535, maxDecodedBytes: 100_000_000 },
  deleteVariants: true,
  timeoutSeconds: 60,
  cpus: 1,
};

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: Buffer;
}

/** Answers each request as a test says, and remembers it. */
let asked: Asked[];
let answers: (request: Asked) => { readonly status?: number; readonly body?: Buffer | object } | undefined;
let server: Server;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const all = { method: request.method!, url: request.url!, body: Buffer.concat(chunks) };
    asked.push(all);
    const { status = 200, body = {} } = answers(all) ?? { status: 404 };
    response.writeHead(status).end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.STORAGE_EMULATOR_HOST = `http://${address}`;
  process.env.PUBSUB_EMULATOR_HOST = address;
  process.env.TRADEWIND_RESULTS = 'results';
  process.env.TRADEWIND_DEAD_LETTERS = 'projects/shop/topics/dead';
  // Where the log goes.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(() => {
  jest.restoreAllMocks();
  for (const name of ['STORAGE_EMULATOR_HOST', 'PUBSUB_EMULATOR_HOST', 'TRADEWIND_RESULTS', 'TRADEWIND_DEAD_LETTERS'])
    delete process.env[name];
  server.close();
});
beforeEach(() => {
  asked = [];
});

/** Pushes the event of an object as Pub/Sub does, and resolves to the status of the response. */
async function push(
  attributes: Record<string, string>,
  exported: unknown = null,
  more: { readonly deliveryAttempt?: number } = {},
): Promise<number> {
  const message = { messageId: '1', publishTime: '2027-01-31T00:00:00Z', data: 'e30=', attributes };
  const rawBody = Buffer.from(JSON.stringify({ message, subscription: 'projects/shop/subscriptions/photos', ...more }));
  const response = { statusCode: 0, end: () => response };
  const request = { headers: {}, rawBody } as unknown as NodeRequest & IncomingMessage;
  await imageWorker(exported, { options: OPTIONS, bindings: {} })(request, response as unknown as ServerResponse);
  return response.statusCode;
}

const created = (objectId: string, bucketId = 'source') => ({ eventType: 'OBJECT_FINALIZE', bucketId, objectId });
const published = () => asked.filter(({ url }) => url.endsWith(':publish')).map(({ body }) => JSON.parse(`${body}`));
const image = () => sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } });

/** An original, whose results are missing. */
function original(bytes: Buffer): typeof answers {
  return ({ method, url }) => {
    if (method === 'POST') return {};
    if (url.startsWith('/storage/v1/b/results/')) return undefined;
    return url.includes('alt=media') ? { body: bytes } : { body: { generation: '7', size: String(bytes.length) } };
  };
}

test('reads the generation of the event, and writes variants with their origin', async () => {
  answers = original(await image().png().toBuffer());
  expect(await push(created('a b/c.png'))).toBe(204);
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /storage/v1/b/source/o/a%20b%2Fc.png?fields=generation,size,metadata',
    'GET /storage/v1/b/results/o/a%20b%2Fc.png%2Fthumb.png?fields=generation,size,metadata',
    'GET /storage/v1/b/source/o/a%20b%2Fc.png?alt=media&ifGenerationMatch=7',
    'POST /upload/storage/v1/b/results/o?uploadType=multipart',
    'GET /storage/v1/b/source/o/a%20b%2Fc.png?fields=generation,size,metadata',
  ]);
  const [, resource, content] = asked[3]!.body.toString('latin1').split(/--[-0-9a-f]{36}(?:--)?\r\n/);
  expect(JSON.parse(resource!.split('\r\n\r\n')[1]!)).toEqual({
    name: 'a b/c.png/thumb.png',
    contentType: 'image/png',
    cacheControl: 'max-age=300',
    metadata: { 'source-generation': '7', variant: expect.stringMatching(/^[0-9a-f]{32}$/) },
  });
  const bytes = Buffer.from(content!.slice(content!.indexOf('\r\n\r\n') + 4, -2), 'latin1');
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 10, height: 5 });
});

test('passes variants to the transform', async () => {
  answers = original(await image().png().toBuffer());
  const seen: object[] = [];
  const transform = (pixels: sharp.Sharp, info: object) => {
    seen.push(info);
    return pixels.negate();
  };
  expect(await push(created('a.png'), transform)).toBe(204);
  expect(seen).toEqual([{ bucket: 'source', key: 'a.png', variant: 'thumb', width: 10, height: 5 }]);
});

test('looks again at an original that has changed meanwhile', async () => {
  let changed = false;
  const bytes = await image().png().toBuffer();
  answers = (request) => {
    if (!request.url.includes('alt=media') || changed) return original(bytes)(request);
    changed = true;
    return { status: 412 };
  };
  expect(await push(created('a.png'))).toBe(204);
  expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('sends an image to the dead letters that crashed its function at two deliveries', async () => {
  const bytes = await image().png().toBuffer();
  const metadata = { 'source-generation': '7', variant: '1' };
  answers = (request) =>
    request.url.includes('.attempt') && request.method === 'GET' ? { body: { metadata } } : original(bytes)(request);
  expect(await push(created('a.png'), null, { deliveryAttempt: 3 })).toBe(204);
  expect(published()).toMatchObject([{ messages: [{ attributes: { reason: 'KILLED' } }] }]);
  expect(asked.filter(({ method }) => method === 'DELETE').map(({ url }) => url)).toContain(
    '/storage/v1/b/results/o/a.png%2F.attempt',
  );
});

test('removes the variants of deleted images', async () => {
  answers = ({ method }) => (method === 'DELETE' ? { status: 204 } : undefined);
  expect(await push({ ...created('a.png'), eventType: 'OBJECT_ARCHIVE' })).toBe(204);
  expect(asked.filter(({ method }) => method === 'DELETE').map(({ url }) => url)).toEqual([
    '/storage/v1/b/results/o/a.png%2Fthumb.png',
  ]);
});

test('does nothing for a version that a newer one replaced', async () => {
  const attributes = { ...created('a.png'), eventType: 'OBJECT_ARCHIVE', overwrittenByGeneration: '8' };
  expect(await push(attributes)).toBe(204);
  expect(asked).toEqual([]);
});

test.each([
  ['NOT_AN_IMAGE', async () => Buffer.from('Dear Sir or Madam'), created('a.png')],
  ['TOO_LARGE', async () => Buffer.alloc(100_001), created('a.png')],
  ['LOOP', async () => Buffer.from(''), created('a.png', 'results')],
  ['BAD_EVENT', async () => Buffer.from(''), { eventType: 'OBJECT_FINALIZE' }],
])(
  'sends a permanent failure for %s to the dead letters at once, with the reason',
  async (reason, bytes, attributes) => {
    answers = original(await bytes());
    expect(await push(attributes)).toBe(204);
    expect(published()).toEqual([{ messages: [{ data: 'e30=', attributes: { ...attributes, reason } }] }]);
  },
);

test('retries messages that could not become dead letters', async () => {
  const bytes = Buffer.from('Dear Sir or Madam');
  answers = (request) => (request.url.endsWith(':publish') ? { status: 403 } : original(bytes)(request));
  expect(await push(created('a.png'))).toBe(503);
});

test('retries transient failures', async () => {
  answers = () => ({ status: 403, body: { error: { message: 'No right yet' } } });
  expect(await push(created('a.png'))).toBe(503);
  expect(published()).toEqual([]);
});

test('refuses a transform that is none', () => {
  expect(() => imageWorker(undefined, { options: OPTIONS, bindings: {} })).toThrow(/HANDLER.*exports nothing/);
});
