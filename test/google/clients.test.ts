import fc from 'fast-check';
import { toObjectEvent } from '../../lib/google/adapter/object';
import { createBucketClient } from '../../lib/google/clients/bucket';
import { itemPath } from '../../lib/google/clients/documents';
import { fromValue, toValue } from '../../lib/google/clients/firestore-values';
import { createGoogleApi, type GoogleApiError } from '../../lib/google/clients/google-api';
import { createQueueClient } from '../../lib/google/clients/queue';
import type { SendError } from '../../lib/runtime/client-errors';
import { toPlain } from '../../lib/runtime/values';

describe('values of Firestore', () => {
  test('hold all that JSON can say, lists within lists too', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text);
        expect(fromValue(toValue(value))).toEqual(toPlain(value));
      }),
    );
    for (const strange of [{ '[]': [1] }, { '[]': { '[]': [[1]] } }, [{ '[]': 7 }], { '[]': null }])
      expect(fromValue(toValue(strange))).toEqual(strange);
    expect(toValue([[1]])).not.toEqual({ arrayValue: { values: [{ arrayValue: expect.anything() }] } });
  });

  test('are integers where they are whole, and a bigint where JavaScript would lose digits', () => {
    expect(toValue(7)).toEqual({ integerValue: '7' });
    expect(toValue(1.5)).toEqual({ doubleValue: 1.5 });
    expect(fromValue({ integerValue: '9007199254740993' })).toBe(9007199254740993n);
  });

  test('omit the values that JSON omits, and write dates as JSON does', () => {
    expect(toValue({ a: undefined, b: new Date(0) })).toEqual({
      mapValue: { fields: { b: { stringValue: '1970-01-01T00:00:00.000Z' } } },
    });
  });
});

describe('the place of an item', () => {
  test('is another for each key', () => {
    const keys = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    );
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        fc.pre(a !== b);
        expect(itemPath('p', a)).not.toBe(itemPath('p', b));
        expect(itemPath(a, 's')).not.toBe(itemPath(b, 's'));
      }),
    );
  });

  test('is one that Firestore takes', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const segments = itemPath(key, key).split('/');
        expect(segments).toHaveLength(4);
        for (const segment of segments) expect(segment).not.toMatch(/^(\.|\.\.|__.*__|)$/);
      }),
    );
  });
});

describe('calls to Google', () => {
  const asked: { url: string; authorization: string | null }[] = [];
  const answering = (...statuses: number[]) => {
    asked.length = 0;
    return jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      asked.push({ url: String(url), authorization: new Headers(init?.headers).get('authorization') });
      const status = statuses.shift()!;
      const response = new Response(JSON.stringify({ error: { message: `status ${status}` } }), { status });
      Object.defineProperty(response, 'url', { value: String(url) });
      return response;
    });
  };
  const api = createGoogleApi({ getAccessToken: async () => 'token' } as never);
  afterEach(() => jest.restoreAllMocks());

  test('sends its token only to Google', async () => {
    answering(200, 200);
    await api.request('https://storage.googleapis.com/x');
    await api.request('http://127.0.0.1:1/x');
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer token', null]);
  });

  test('retries when a retry can help, and only then', async () => {
    answering(503, 429, 200);
    expect((await api.request('https://a.test/x')).status).toBe(200);
    expect(asked).toHaveLength(3);
    answering(403);
    await expect(api.request('https://a.test/x')).rejects.toMatchObject<Partial<GoogleApiError>>({
      status: 403,
      message: '/x was answered 403: status 403',
    });
  });

  test('gives back the answers that were expected', async () => {
    answering(404);
    expect((await api.request('https://a.test/x', {}, [404])).status).toBe(404);
  });
});

describe('the client of a bucket', () => {
  test('requests only objects, which cannot be named . or ..', async () => {
    const request = jest.fn();
    const client = createBucketClient({ api: { request }, bucket: 'b', host: 'https://storage.test' } as never);
    for (const key of ['.', '..']) {
      expect(await client.get(key)).toBeUndefined();
      await client.delete(key);
    }
    expect(request).not.toHaveBeenCalled();
  });
});

describe('the client of a queue', () => {
  const client = (request: (body: { messages: object[] }) => unknown, fifo = false) =>
    createQueueClient(
      {
        api: { auth: {} as never, request: async (_url, init) => request(JSON.parse(String(init?.body))) as never },
        topic: 'projects/shop/topics/jobs',
        host: 'https://pubsub.googleapis.com',
      },
      { fifo },
    );

  test('refuses props that Pub/Sub does not support', async () => {
    await expect(client(() => {}).send('x', { delaySeconds: 1 })).rejects.toThrow('QUEUE_DELAY');
    await expect(client(() => {}, true).send('x')).rejects.toThrow('QUEUE_GROUP');
  });

  test('sends as many a request as it takes, and names those that were refused', async () => {
    const sizes: number[] = [];
    const sending = client(({ messages }) => {
      sizes.push(messages.length);
      if (sizes.length === 2) throw new Error('too much');
    });
    const failed = await sending.sendAll(Array.from({ length: 1005 }, (_, body) => ({ body }))).catch((error) => error);
    expect(sizes).toEqual([1000, 5]);
    expect((failed as SendError).failed).toEqual(
      [1000, 1001, 1002, 1003, 1004].map((index) => ({ index, reason: 'too much' })),
    );
  });
});

describe('word of an object', () => {
  const attributes = { eventType: 'OBJECT_ARCHIVE', bucketId: 'b', objectId: 'k', eventTime: '2026-01-01T00:00:00Z' };
  const message = { messageId: '1', publishTime: '2026-01-01T00:00:00Z' };

  test('is a deletion when it became an older version, unless by a newer one', () => {
    expect(toObjectEvent({ ...message, attributes })).toMatchObject({ type: 'object.deleted', subject: 'k' });
    expect(toObjectEvent({ ...message, attributes: { ...attributes, overwrittenByGeneration: '2' } })).toBeUndefined();
  });

  test('is nothing else', () => {
    expect(() => toObjectEvent(message)).toThrow(TypeError);
    expect(
      toObjectEvent({ ...message, attributes: { ...attributes, eventType: 'OBJECT_METADATA_UPDATE' } }),
    ).toBeUndefined();
  });
});
