import { toChange } from '../../lib/azure/adapter/change';
import { toObjectEvent } from '../../lib/azure/adapter/object';
import { toResponse } from '../../lib/azure/adapter/web';
import { type AzureApiError, ask, tokenFor } from '../../lib/azure/clients/azure-api';
import { createContainer } from '../../lib/azure/clients/cosmos';
import { createQueueClient } from '../../lib/azure/clients/queue';
import { createSecretClient } from '../../lib/azure/clients/secret';
import { createTableClient } from '../../lib/azure/clients/table';
import type { SendError } from '../../lib/runtime/client-errors';

interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

const credential = { getToken: async () => ({ token: 'token', expiresOnTimestamp: 0 }) };
const asked: Asked[] = [];

/** Answers requests one after the other; the last answer again and again. */
function answering(...answers: (() => Response)[]): void {
  asked.length = 0;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    const { method = 'GET', headers, body } = init ?? {};
    asked.push({ url: String(url), method, headers: new Headers(headers), body: String(body ?? '') });
    return (answers.length > 1 ? answers.shift()! : answers[0]!)();
  });
}

const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });
afterEach(() => jest.restoreAllMocks());

describe('calls to Azure', () => {
  test('retries when a retry can help, and only then', async () => {
    answering(json({}, 503), json({}, 429), json({ fine: true }));
    expect((await ask('https://a.test/x', {})).status).toBe(200);
    expect(asked).toHaveLength(3);
    answering(json({ message: 'no' }, 403));
    await expect(ask('https://a.test/x', {})).rejects.toMatchObject<Partial<AzureApiError>>({ status: 403 });
    expect(asked).toHaveLength(1);
  });

  test('sends its token only with TLS', async () => {
    expect(await tokenFor('https://a.test', 'scope', credential)).toBe('token');
    expect(await tokenFor('http://127.0.0.1:1', 'scope', credential)).toBeUndefined();
  });
});

describe('the client of a queue', () => {
  const client = () =>
    createQueueClient({ url: 'https://a.queue.test/messages', credential }, { retentionSeconds: 60 });

  test('sends in base64, with the time that the message lives, and a delay', async () => {
    answering(() => new Response(null, { status: 201 }));
    await client().send({ id: 1 }, { delaySeconds: 5 });
    const [{ url, headers, body }] = asked as [Asked];
    expect(url).toBe('https://a.queue.test/messages/messages?visibilitytimeout=5&messagettl=60');
    expect(headers.get('authorization')).toBe('Bearer token');
    expect(body).toBe(
      `<QueueMessage><MessageText>${Buffer.from('{"id":1}').toString('base64')}</MessageText></QueueMessage>`,
    );
  });

  test('names the messages that were refused', async () => {
    answering(json({}, 201), json({}, 403), json({}, 201));
    const error = await client()
      .sendAll([{ body: 1 }, { body: 2 }, { body: 3 }])
      .catch((failure) => failure);
    expect((error as SendError).failed.map(({ index }) => index)).toEqual([1]);
  });
});

test('the client of a secret asks once for five minutes', async () => {
  answering(json({ value: 'hush' }));
  const secret = createSecretClient({ url: 'https://v.test/secrets/key', credential });
  expect([await secret.get(), await secret.get()]).toEqual(['hush', 'hush']);
  expect(asked.map(({ url }) => url)).toEqual(['https://v.test/secrets/key?api-version=7.4']);
});

describe('the client of a table', () => {
  const client = (timeToLive?: string) =>
    createTableClient(createContainer('https://c.test/dbs/tables/colls/orders', credential), {
      partitionKey: 'list',
      sortKey: 'number',
      timeToLive,
    });

  test('names the partition, and shows a token as Cosmos DB wants it', async () => {
    answering(json({ item: { list: 'a', number: 1 } }));
    expect(await client().get({ list: 'a', number: 1 })).toEqual({ list: 'a', number: 1 });
    const [{ url, headers }] = asked as [Asked];
    expect(url).toBe(`https://c.test/dbs/tables/colls/orders/docs/n-${Buffer.from('1').toString('base64url')}`);
    expect(headers.get('x-ms-documentdb-partitionkey')).toBe('["a"]');
    expect(headers.get('authorization')).toBe('type%3Daad%26ver%3D1.0%26sig%3Dtoken');
  });

  test('distinguishes a conflict from other failures', async () => {
    answering(json({}, 409));
    await expect(client().put({ list: 'a', number: 1 }, { ifAbsent: true })).rejects.toThrow('An item with that key');
    expect(asked[0]!.headers.has('x-ms-documentdb-is-upsert')).toBe(false);
    answering(json({}, 403));
    await expect(client().put({ list: 'a', number: 1 })).rejects.toThrow('403');
    expect(asked[0]!.headers.get('x-ms-documentdb-is-upsert')).toBe('true');
  });

  test('turns the second at which an item is over into the seconds that it lives', async () => {
    answering(json({}, 201));
    await client('until').put({ list: 'a', number: 1, until: Date.now() / 1000 + 100 });
    await client('until').put({ list: 'a', number: 1, until: 1 });
    const lives = asked.map(({ body }) => JSON.parse(body).ttl as number);
    expect(Math.abs(lives[0]! - 100)).toBeLessThanOrEqual(1);
    expect(lives[1]).toBe(1);
  });

  test('goes on where Cosmos DB breaks off', async () => {
    const more = () =>
      new Response(JSON.stringify({ Documents: [{ item: { n: 1 }, sort: 1 }] }), {
        headers: { 'x-ms-continuation': 'on' },
      });
    answering(more, json({ Documents: [{ item: { n: 2 }, sort: 2 }] }));
    expect(await client().query({ partition: 'a' })).toEqual({ items: [{ n: 1 }, { n: 2 }], cursor: undefined });
    expect(asked[1]!.headers.get('x-ms-continuation')).toBe('on');
    expect(JSON.parse(asked[0]!.body).query).toBe('SELECT TOP 101 * FROM c ORDER BY c.sort ASC');
  });

  test('refuses keys and queries that cannot be', async () => {
    await expect(client().put({ list: 'a' })).rejects.toThrow('The key attribute number');
    await expect(client().query({ partition: 'a', prefix: 'x', from: 'y' })).rejects.toThrow(
      'a prefix, or from and to',
    );
  });
});

describe('events', () => {
  test('a blob may have any name', () => {
    const event = {
      id: '1',
      topic: '/subscriptions/s/storageAccounts/photos',
      subject: '/blobServices/default/containers/objects/blobs/a/blobs/b c+å.txt',
      eventType: 'Microsoft.Storage.BlobCreated',
      eventTime: '2026-01-01T00:00:00.0000000Z',
      data: { contentLength: 3, eTag: '"0x1"' },
    };
    expect(toObjectEvent(event)).toMatchObject({
      subject: 'a/blobs/b c+å.txt',
      time: '2026-01-01T00:00:00.000Z',
      data: { bucket: 'photos', key: 'a/blobs/b c+å.txt', size: 3, etag: '0x1' },
    });
    expect(() => toObjectEvent({} as never)).toThrow(TypeError);
  });

  test('a change is an upsert whose id changes with each write', () => {
    const options = { partitionKey: 'list', sortKey: 'number' } as Parameters<typeof toChange>[1];
    const written = { id: 'n-1', item: { list: 'a', number: 1 }, _etag: '"x"', _ts: 1 };
    const change = toChange(written, options);
    expect(change).toEqual({
      id: 'n-1/x',
      type: 'upsert',
      key: { list: 'a', number: 1 },
      new: { list: 'a', number: 1 },
      time: '1970-01-01T00:00:01.000Z',
    });
    expect(toChange({ ...written, _etag: '"y"' }, options).id).not.toBe(change.id);
  });
});

test('cookies are apart from headers, with all that they say', async () => {
  const headers = new Headers({ 'x-a': '1' });
  headers.append('set-cookie', 'a=1%202; Path=/; HttpOnly; SameSite=Lax');
  headers.append('set-cookie', 'b=2; Max-Age=60; Secure');
  const { cookies, headers: sent } = await toResponse(new Response('x', { headers }), 'GET');
  expect(sent).toEqual({ 'content-type': 'text/plain;charset=UTF-8', 'x-a': '1' });
  expect(cookies).toEqual([
    { name: 'a', value: '1%202', path: '/', httpOnly: true, sameSite: 'Lax' },
    { name: 'b', value: '2', maxAge: 60, secure: true },
  ]);
});
