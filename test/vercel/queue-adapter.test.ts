import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { queue } from '../../lib/vercel/adapter/queue';
import { queueIdempotent } from '../../lib/vercel/adapter/queue-idempotent';

// How the SDK comes by a token is its own matter.
jest.mock('@vercel/oidc', () => ({ getVercelOidcToken: async () => 'token' }));

const CONSUMER = '__tw_Smails';
const options = {
  timeoutSeconds: 30,
  queue: 'Mails/Messages',
  topic: 'mails',
  consumer: CONSUMER,
  maxAttempts: 3,
  pause: { first: 5, most: 300 },
  deadLetters: { topic: 'mails-dead', retentionSeconds: 604_800 },
};

/** Headers of a delivery, as the service sends them. */
const delivery = {
  'ce-type': 'com.vercel.queue.v2beta',
  'ce-vqsqueuename': 'mails',
  'ce-vqsconsumergroup': CONSUMER,
  'ce-vqsmessageid': 'm1',
  'ce-vqsregion': 'iad1',
  'ce-vqsreceipthandle': 'lent',
  'ce-vqsdeliverycount': '1',
  'ce-vqscreatedat': new Date().toISOString(),
  'ce-vqsexpiresat': new Date(Date.now() + 86_400_000).toISOString(),
  'content-type': 'application/json',
};
type Headers = Record<string, string | undefined>;

let lines: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(JSON.parse(String(line))) > 0);
  process.env.VERCEL_OIDC_TOKEN = 'token';
  process.env.VERCEL_DEPLOYMENT_ID = 'dpl_1';
  process.env.VERCEL_REGION = 'iad1';
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.VERCEL_OIDC_TOKEN;
  delete process.env.VERCEL_DEPLOYMENT_ID;
  delete process.env.VERCEL_REGION;
});

/** Brings one request to a worker, whose handler throws on request, with a service that returns the given responses. */
async function bring(given: Headers, { status = 200, fails = false, sent = 201 } = {}) {
  const asked: string[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (to, init) => {
    const { pathname } = new URL(to instanceof Request ? to.url : String(to));
    const seconds = /"visibilityTimeoutSeconds":(\d+)/.exec(String(init?.body))?.[1];
    asked.push(
      `${init?.method} ${pathname.replace('/api/v3/topic/', '')}${seconds === undefined ? '' : ` ${seconds}s`}`,
    );
    return Response.json({ messageId: 'm1' }, { status: init?.method === 'POST' ? sent : status });
  });
  const worked: unknown[] = [];
  const handler = {
    async queue(batch: { messages: readonly { body: unknown }[] }) {
      worked.push(...batch.messages.map(({ body }) => body));
      if (fails) throw new Error('on purpose');
    },
  };
  const headers = Object.entries({ ...delivery, ...given }).filter((each): each is [string, string] => !!each[1]);
  const module = queue(handler, { options }) as { fetch(request: Request): Promise<Response> };
  const request = new Request('https://shop.example/_tw/mails', { method: 'POST', headers, body: '{"to":"ann"}' });
  const answer = await module.fetch(request);
  return { status: answer.status, asked, worked };
}

const LEASE = `mails/consumer/${CONSUMER}/lease/lent`;

describe('a delivery', () => {
  test('is leased for the timeout of the function, processed, and acknowledged', async () => {
    const { status, asked, worked } = await bring({});
    expect([status, worked]).toEqual([200, [{ to: 'ann' }]]);
    expect(asked).toEqual([`PATCH ${LEASE} 40s`, `DELETE ${LEASE}`]);
  });

  test.each([
    ['1', 5],
    ['2', 10],
  ])('number %s that fails comes again after %i seconds', async (count, pause) => {
    const { asked } = await bring({ 'ce-vqsdeliverycount': count }, { fails: true });
    expect(asked).toEqual([`PATCH ${LEASE} 40s`, `PATCH ${LEASE} ${pause}s`]);
  });

  test('that fails maxAttempts times becomes a dead letter', async () => {
    const { asked } = await bring({ 'ce-vqsdeliverycount': '3' }, { fails: true });
    expect(asked).toEqual([`PATCH ${LEASE} 40s`, 'POST mails-dead', `DELETE ${LEASE}`]);
    expect(lines).toContainEqual(expect.objectContaining({ message: 'The message was given up', messageId: 'm1' }));
  });

  test('that could not become a dead letter is not lost: it is delivered again, and becomes one then', async () => {
    jest.spyOn(console, 'error').mockReturnValue();
    const { asked } = await bring({ 'ce-vqsdeliverycount': '3' }, { fails: true, sent: 500 });
    expect(asked).toEqual([`PATCH ${LEASE} 40s`, 'POST mails-dead', `PATCH ${LEASE} 20s`]);
    expect(lines).toContainEqual(expect.objectContaining({ message: 'The message could not be given up' }));
    const again = await bring({ 'ce-vqsdeliverycount': '4' });
    expect([again.asked, again.worked]).toEqual([[`PATCH ${LEASE} 40s`, 'POST mails-dead', `DELETE ${LEASE}`], []]);
  });

  test('that has crashed the function each time becomes a dead letter, and is not worked on', async () => {
    const { asked, worked } = await bring({ 'ce-vqsdeliverycount': '4' });
    expect([asked.includes('POST mails-dead'), worked]).toEqual([true, []]);
  });

  test('that expires before its next delivery becomes a dead letter', async () => {
    const soon = new Date(Date.now() + 2000).toISOString();
    expect((await bring({ 'ce-vqsexpiresat': soon }, { fails: true })).asked).toContain('POST mails-dead');
  });
});

describe('a request that anybody could make', () => {
  test.each<[string, Headers]>([
    ['of another kind', { 'ce-type': 'com.example' }],
    ['for another topic', { 'ce-vqsqueuename': 'others' }],
    ['for another consumer', { 'ce-vqsconsumergroup': 'invented' }],
    ['for another consumer, by the id of a message', { 'ce-vqsconsumergroup': 'x', 'ce-vqsreceipthandle': undefined }],
    ['that leads elsewhere', { 'ce-vqsregion': 'evil.example/' }],
    ['without a count', { 'ce-vqsdeliverycount': undefined }],
    ['whose handle leads to another resource', { 'ce-vqsreceipthandle': '..' }],
  ])('is rejected without a call to the service: one %s', async (_what, headers) => {
    const { status, asked, worked } = await bring(headers);
    expect([status, asked, worked]).toEqual([403, [], []]);
  });

  test('is refused when the service knows nothing of it', async () => {
    const { status, worked } = await bring({ 'ce-vqsreceipthandle': 'guessed' }, { status: 404 });
    expect([status, worked]).toEqual([403, []]);
  });
});

describe('a native worker', () => {
  const native = jest.fn((_request: unknown, response: ServerResponse) => void response.writeHead(204).end());
  const ask = async (headers: Headers, status = 200) => {
    const entry = queue(native, { options }) as RequestListener;
    const service = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({}, { status }));
    const server = createServer(entry).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const given = Object.entries({ ...delivery, ...headers }).filter((each) => each[1] !== undefined);
    const sent = httpRequest({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      method: 'POST',
      headers: Object.fromEntries(given) as Record<string, string>,
    }).end('{}');
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.resume();
    server.closeAllConnections();
    server.close();
    return { status: answer.statusCode, asked: service.mock.calls.length };
  };
  beforeEach(() => native.mockClear());

  test('gets what the queue has lent', async () => {
    expect(await ask({})).toEqual({ status: 204, asked: 1 });
    expect(native).toHaveBeenCalledTimes(1);
  });

  test.each<[string, Headers, number]>([
    ['nothing of the service', { 'ce-type': undefined, 'ce-vqsreceipthandle': undefined }, 200],
    ['no handle, which proves nothing', { 'ce-vqsreceipthandle': undefined }, 200],
    ['a handle that was guessed', { 'ce-vqsreceipthandle': 'guessed' }, 404],
    ['a handle whose lease is over', {}, 410],
  ])('is not called for a request with %s', async (_what, headers, status) => {
    expect(await ask(headers, status)).toMatchObject({ status: 403 });
    expect(native).not.toHaveBeenCalled();
  });
});

test.each([401, 429, 500])(
  'the status %i of the service is not a forgery: the message is delivered again',
  async (status) => {
    const answer = await bring({}, { status });
    expect([answer.status, answer.worked]).toEqual([503, []]);
    expect(JSON.stringify(lines)).toContain(`The queue answered ${status}`);
  },
);

test('idempotency is for portable handlers', () => {
  const idempotent = { key: 'id', expireAfterSeconds: 60, prefix: 'mails/' };
  expect(() => queueIdempotent(() => new Response(), { options: { ...options, idempotent } })).toThrow(
    /HANDLER.*Fix: export default/,
  );
});
