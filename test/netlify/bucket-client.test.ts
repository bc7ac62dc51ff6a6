import { getStore, type Store } from '@netlify/blobs';
import { createBucketClient } from '../../lib/netlify/clients/bucket';

interface Kept {
  readonly bytes: Buffer;
  readonly metadata: Record<string, unknown>;
}

/** A store in memory, which lists keys in the pages that it is given. */
function fakeStore(kept: Record<string, Partial<Kept>> = {}, pages: readonly (readonly string[])[] = []) {
  const objects = new Map(Object.entries(kept));
  const listed: unknown[] = [];
  const found = (key: string) => {
    const { bytes = Buffer.alloc(0), metadata = {} } = objects.get(key) ?? {};
    return objects.has(key) ? { etag: 'W/"store"', metadata, data: new Blob([bytes.toString()]).stream() } : null;
  };
  const store = {
    getMetadata: async (key: string) => found(key),
    getWithMetadata: async (key: string) => found(key),
    set: async (key: string, bytes: ArrayBuffer, { metadata }: Pick<Kept, 'metadata'>) =>
      void objects.set(key, { bytes: Buffer.from(bytes), metadata }),
    delete: async (key: string) => void objects.delete(key),
    async *list(options: object) {
      listed.push(options);
      for (const page of pages) yield { blobs: page.map((key) => ({ key, etag: 'e' })), directories: [] };
    },
  };
  return { client: createBucketClient(store as unknown as Store), objects, listed };
}

describe('the client of a bucket on Netlify', () => {
  test('records data of an object that the store lacks', async () => {
    const { client, objects } = fakeStore();
    await client.put('a/b.txt', 'blåbær', { contentType: 'text/plain' });
    const noted = { size: 8, contentType: 'text/plain', digest: expect.stringMatching(/^[0-9a-f]{32}$/) };
    expect(objects.get('a/b.txt')).toEqual({ bytes: Buffer.from('blåbær'), metadata: noted });
    const { digest } = objects.get('a/b.txt')!.metadata as { digest: string };
    expect(await client.head('a/b.txt')).toEqual({
      key: 'a/b.txt',
      size: 8,
      contentType: 'text/plain',
      etag: digest,
    });
  });

  test('has the same ETag for the same content, and another for other content', async () => {
    const { client } = fakeStore();
    await client.put('one', 'same');
    await client.put('two', new TextEncoder().encode('same'));
    await client.put('three', 'other');
    const [one, two, three] = await Promise.all(['one', 'two', 'three'].map((key) => client.head(key)));
    expect(one!.etag).toBe(two!.etag);
    expect(one!.etag).not.toBe(three!.etag);
  });

  test('puts the part of a buffer that it is given, a stream, and an empty text', async () => {
    const { client, objects } = fakeStore();
    await client.put('empty', '');
    expect(objects.get('empty')).toMatchObject({ bytes: Buffer.alloc(0), metadata: { size: 0 } });
    await client.put('part', new Uint8Array(new TextEncoder().encode('xxhelloxx').buffer, 2, 5));
    await client.put('stream', new Blob(['hello']).stream());
    for (const key of ['part', 'stream']) expect(objects.get(key)!.bytes!.toString()).toBe('hello');
  });

  test('reads objects without records, which others have put', async () => {
    const { client } = fakeStore({ a: { bytes: Buffer.from('{"n":1}') } });
    expect(await client.head('a')).toEqual({ key: 'a', size: 0, etag: 'store', contentType: undefined });
    expect(await (await client.get('a'))!.json()).toEqual({ n: 1 });
    expect(await (await client.get('a'))!.bytes()).toEqual(new TextEncoder().encode('{"n":1}'));
  });

  test('distinguishes missing objects', async () => {
    const { client } = fakeStore();
    expect([await client.get('a'), await client.head('a'), await client.delete('a')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  describe('lists', () => {
    // The store's own pages are in the order of the store.
    const pages = [['d', 'b'], [], ['a', 'c']];
    const kept = Object.fromEntries(['a', 'b', 'd'].map((key, index) => [key, { metadata: { size: index + 1 } }]));

    test('all keys of all pages, in their order, with their sizes', async () => {
      const { client, listed } = fakeStore(kept, pages);
      expect(await client.list({ prefix: 'in/' })).toEqual({
        // One that was deleted in between has no size.
        objects: [
          { key: 'a', size: 1 },
          { key: 'b', size: 2 },
          { key: 'c', size: 0 },
          { key: 'd', size: 3 },
        ],
        cursor: undefined,
      });
      expect(listed).toEqual([{ prefix: 'in/', paginate: true }]);
    });

    test('page by page, by a cursor that outlives its key', async () => {
      const { client } = fakeStore(kept, pages);
      const first = await client.list({ limit: 2 });
      expect([first.objects.map(({ key }) => key), first.cursor]).toEqual([['a', 'b'], 'b']);
      const rest = fakeStore(kept, [['d', 'c', 'a']]).client;
      const second = await rest.list({ limit: 2, cursor: first.cursor });
      expect([second.objects.map(({ key }) => key), second.cursor]).toEqual([['c', 'd'], undefined]);
    });

    test('a thousand at a time, and nothing of an empty store', async () => {
      const keys = Array.from({ length: 1001 }, (_, index) => String(index).padStart(4, '0'));
      const { objects, cursor } = await fakeStore({}, [keys]).client.list();
      expect([objects.length, cursor]).toEqual([1000, '0999']);
      expect(await fakeStore().client.list()).toEqual({ objects: [], cursor: undefined });
    });
  });

  describe('with the SDK', () => {
    /** A client of the SDK, of which each request is answered so. */
    const answered = (status: number) => {
      const asked: string[] = [];
      const fetch = async (url: string | URL | Request, init?: RequestInit) => {
        asked.push(`${init?.method?.toUpperCase()} ${new URL(String(url)).pathname}`);
        return new Response(null, { status });
      };
      const store = getStore({
        name: 'photos',
        siteID: 'site',
        edgeURL: 'https://edge.example',
        uncachedEdgeURL: 'https://edge.example',
        token: 'token',
        fetch: fetch as typeof globalThis.fetch,
      });
      return { client: createBucketClient(store), asked };
    };

    test('takes 404 for an object that is not there', async () => {
      const { client, asked } = answered(404);
      expect([await client.head('a'), await client.get('a'), await client.delete('a')]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      expect(asked).toHaveLength(3);
    });

    test('lets errors through, and takes none for a missing object', async () => {
      const { client } = answered(403);
      const failed = expect.objectContaining({ message: expect.stringContaining('403') });
      await expect(client.head('a')).rejects.toEqual(failed);
      await expect(client.get('a')).rejects.toEqual(failed);
      await expect(client.put('a', 'x')).rejects.toEqual(failed);
      await expect(client.delete('a')).rejects.toEqual(failed);
      await expect(client.list()).rejects.toEqual(failed);
    });
  });
});
