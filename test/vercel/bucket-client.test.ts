import { BlobNotFoundError } from '@vercel/blob';
import { type BlobSdk, createBucketClient } from '../../lib/vercel/clients/bucket';

/** Fake of the SDK that records its calls and returns the given results. */
function fakeSdk(answers: Partial<Record<keyof BlobSdk, unknown>>) {
  const asked: unknown[][] = [];
  const answering =
    (name: keyof BlobSdk) =>
    async (...given: unknown[]) => {
      asked.push([name, ...given]);
      if (answers[name] instanceof Error) throw answers[name];
      return answers[name];
    };
  const sdk = {
    del: answering('del'),
    get: answering('get'),
    head: answering('head'),
    list: answering('list'),
    put: answering('put'),
  };
  return { asked, client: createBucketClient({ sdk: sdk as never, prefix: 'photos-1a/' }) };
}

const blob = { size: 5, etag: '"abc"', contentType: 'text/plain', uploadedAt: new Date(0) };

describe('the client of a bucket on Vercel', () => {
  test('keeps to its part of the store, in private', async () => {
    const { client, asked } = fakeSdk({});
    await client.put('a/b.txt', 'hello', { contentType: 'text/plain' });
    await client.delete('a/b.txt');
    expect(asked).toEqual([
      [
        'put',
        'photos-1a/a/b.txt',
        'hello',
        { access: 'private', addRandomSuffix: false, allowOverwrite: true, contentType: 'text/plain' },
      ],
      ['del', 'photos-1a/a/b.txt'],
    ]);
  });

  test.each(['../other/a', 'a/./b', '..'])('does not leave its part of the store for %s', async (key) => {
    const { client, asked } = fakeSdk({});
    expect(await client.get(key)).toBeUndefined();
    await client.delete(key);
    await expect(client.put(key, 'x')).rejects.toThrow('No object can have the key');
    expect(asked).toEqual([]);
  });

  test('reads earlier writes, past the cache', async () => {
    const { client, asked } = fakeSdk({ get: { blob, stream: new Blob(['hello']).stream() } });
    const found = await client.get('a');
    expect(asked).toEqual([['get', 'photos-1a/a', { access: 'private', useCache: false }]]);
    expect(found).toMatchObject({ key: 'a', size: 5, etag: 'abc', contentType: 'text/plain' });
    expect(await found?.text()).toBe('hello');
  });

  test('distinguishes missing objects', async () => {
    const missing = new BlobNotFoundError();
    const { client } = fakeSdk({ get: null, head: missing, del: missing });
    expect([await client.get('a'), await client.head('a'), await client.delete('a')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await expect(fakeSdk({ head: new Error('down') }).client.head('a')).rejects.toThrow('down');
  });

  test('lists keys as they were given, page by page', async () => {
    const page = { blobs: [{ pathname: 'photos-1a/in/a', size: 1 }], hasMore: true, cursor: 'next' };
    const { client, asked } = fakeSdk({ list: page });
    expect(await client.list({ prefix: 'in/', limit: 1 })).toEqual({
      objects: [{ key: 'in/a', size: 1 }],
      cursor: 'next',
    });
    expect(asked).toEqual([['list', { prefix: 'photos-1a/in/', limit: 1, cursor: undefined }]]);
  });

  test('puts an empty text, which the SDK takes for no body', async () => {
    const { client, asked } = fakeSdk({});
    await client.put('a', '');
    expect(asked[0]![2]).toEqual(Buffer.alloc(0));
  });

  test('reads keys in which characters mean something to an address', async () => {
    const { client, asked } = fakeSdk({ get: null });
    await client.get('100%/what? #1+1.txt');
    expect(asked[0]![1]).toBe('photos-1a/100%25/what%3F%20%231%2B1.txt');
  });

  test('gathers a stream, whose length is not known', async () => {
    const { client, asked } = fakeSdk({});
    await client.put('a', new Blob(['stream']).stream());
    expect(Buffer.from(asked[0]![2] as ArrayBuffer).toString()).toBe('stream');
  });
});
