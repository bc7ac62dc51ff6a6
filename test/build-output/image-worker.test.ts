import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { imageWorker as netlifyWorker } from '../../lib/netlify/adapter/image-worker';
import type { BucketClient } from '../../lib/runtime/clients';
import type { ImageTransform } from '../../lib/runtime-images/types';
import type { ImageOptions } from '../../lib/runtime-node/image-handler';
import { imageWorker as vercelWorker } from '../../lib/vercel/adapter/image-worker';

const TOKEN = 'PHOTOS_TOKEN';
const options: ImageOptions = {
  bucket: 'Photos/Source',
  token: TOKEN,
  prefix: '',
  suffix: '',
  deletions: false,
  maxAttempts: 3,
  timeoutSeconds: 60,
  maxRequestBytes: 50_000,
  routes: ['PUT /photos/{key+}', 'DELETE /photos/{key+}'],
  variants: { thumb: { width: 8 } },
  limits: { maxBytes: 50_000, maxPixels: 1_000_000, maxSide: 65_535, maxDecodedBytes: 100_000_000 },
};

/** A bucket in memory, of which a put may fail or be overtaken. */
class MemoryBucket {
  readonly objects = new Map<string, Uint8Array>();
  faults = 0;
  onRead = () => {};

  async head(key: string) {
    const bytes = this.objects.get(key);
    return bytes && { key, size: bytes.byteLength, etag: createHash('md5').update(bytes).digest('hex') };
  }

  async get(key: string) {
    this.onRead();
    const info = await this.head(key);
    const bytes = this.objects.get(key)!;
    return info && { ...info, body: new Blob([bytes.slice()]).stream(), bytes: async () => bytes };
  }

  async put(key: string, body: string | Uint8Array) {
    if (this.faults-- > 0) throw new Error('The store is down');
    this.objects.set(key, Buffer.from(body as string));
  }

  async delete(key: string) {
    this.objects.delete(key);
  }
}

const png = (width: number, height = width) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } })
    .png()
    .toBuffer();

describe.each(['vercel', 'netlify'])('the function of a pipeline on %s', (provider) => {
  beforeEach(() => {
    process.env[TOKEN] = 'right';
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    delete process.env[TOKEN];
    jest.restoreAllMocks();
  });

  function start(transform: ImageTransform | null = null, more: Partial<ImageOptions> = {}) {
    const [source, results] = [new MemoryBucket(), new MemoryBucket()];
    const bindings = {
      BUCKET: () => source as unknown as BucketClient,
      RESULTS: () => results as unknown as BucketClient,
    };
    const setup = { options: { ...options, ...more }, bindings };
    const send = async (method: string, key: string, body?: Uint8Array) => {
      const headers = { authorization: 'Bearer right', 'content-type': 'image/png' };
      const request = new Request(`http://site/photos/${key}`, { method, headers, body: body as BodyInit | undefined });
      const answer = (fn: unknown) => fn as (...given: unknown[]) => Promise<Response>;
      if (provider === 'netlify') return answer(netlifyWorker(transform, setup))(request, {});
      return (vercelWorker(transform, setup) as { fetch(request: Request): Promise<Response> }).fetch(request);
    };
    const records = () =>
      [...source.objects].filter(([key]) => key.startsWith('.uploads/')).map(([, body]) => JSON.parse(String(body)));
    return { source, results, send, setup, records };
  }

  test('keeps the original and its variants, and no word of it then', async () => {
    const { source, results, send } = start();
    const bytes = await png(16, 32);
    expect((await send('PUT', 'a/b.png', bytes)).status).toBe(202);
    expect([...source.objects]).toEqual([['a/b.png', bytes]]);
    expect([...results.objects.keys()]).toEqual(['a/b.png/thumb.webp']);
    const { width, height } = await sharp(results.objects.get('a/b.png/thumb.webp')).metadata();
    expect([width, height]).toEqual([8, 16]);
  });

  test('lets the transform change each variant, and passes the name and the source', async () => {
    const told: unknown[] = [];
    const { results, send } = start((image, info) => {
      told.push(info);
      return image.negate();
    });
    await send('PUT', 'a.png', await png(16));
    const [red, green] = await sharp(results.objects.get('a.png/thumb.webp')).raw().toBuffer();
    expect([red! < 20, green! > 235]).toEqual([true, true]);
    expect(told).toEqual([{ bucket: 'Photos/Source', key: 'a.png', variant: 'thumb', width: 8, height: 8 }]);
  });

  test('refuses an entry that exports no transform', async () => {
    await expect(start('text' as never).send('GET', 'a')).rejects.toThrow('[tradewind:HANDLER]');
  });

  test('rejects large bodies at once, and stores nothing', async () => {
    const { source, send } = start();
    expect((await send('PUT', 'a.png', Buffer.alloc(50_001))).status).toBe(413);
    expect(source.objects.size).toBe(0);
  });

  test('retries transient failures', async () => {
    const { results, send, records } = start();
    results.faults = 2;
    await send('PUT', 'a.png', await png(16));
    expect([...results.objects.keys()]).toEqual(['a.png/thumb.webp']);
    expect(records()).toEqual([]);
  });

  test('stops on permanent failures, and records them', async () => {
    const { results, send, records } = start();
    results.faults = 3;
    await send('PUT', 'a.png', await png(16));
    expect(records()).toMatchObject([
      { path: '/photos/a.png', failed: { attempts: 3, reason: 'Error: The store is down' } },
    ]);
  });

  test('stops at once on a file that is not an image', async () => {
    const { send, records } = start();
    await send('PUT', 'a.png', Buffer.from('Dear Sir or Madam'));
    expect(records()).toMatchObject([{ failed: { attempts: 1, code: 'NOT_AN_IMAGE' } }]);
  });

  test('creates variants of the final image, when an upload overtakes another', async () => {
    const { source, results, send } = start();
    const [first, second] = [await png(16, 32), await png(16, 8)];
    source.onRead = () => {
      source.onRead = () => {};
      source.objects.set('a.png', second);
    };
    await send('PUT', 'a.png', first);
    expect((await sharp(results.objects.get('a.png/thumb.webp')).metadata()).height).toBe(4);
  });

  test('keeps the variants without deleteVariants', async () => {
    for (const [deletions, left] of [
      [false, ['a.png/thumb.webp']],
      [true, []],
    ] as const) {
      const { source, results, send } = start(null, { deletions });
      await send('PUT', 'a.png', await png(16));
      expect((await send('DELETE', 'a.png')).status).toBe(202);
      expect([source.objects.size, [...results.objects.keys()]]).toEqual([0, left]);
    }
  });

  test('has one image in memory at a time, and does not stop at a bad one', async () => {
    let [now, most] = [0, 0];
    const transform: ImageTransform = async (image, { key }) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      if (key === 'bad.png') throw new Error('on purpose');
      return image;
    };
    const { results, setup } = start(null, { maxAttempts: 1 });
    const worker = provider === 'netlify' ? netlifyWorker(transform, setup) : vercelWorker(transform, setup);
    const answer = ('fetch' in worker ? worker.fetch : worker) as (...given: unknown[]) => Promise<Response>;
    const body = new Uint8Array(await png(16));
    const put = (key: string) =>
      answer(
        new Request(`http://site/photos/${key}`, { method: 'PUT', headers: { authorization: 'Bearer right' }, body }),
      );
    await Promise.all(['bad.png', 'a.png', 'b.png', 'c.png'].map(put));
    expect(most).toBe(1);
    expect([...results.objects.keys()].sort()).toEqual(['a.png/thumb.webp', 'b.png/thumb.webp', 'c.png/thumb.webp']);
  });
});
