import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { imageWorker } from '../../../lib/aws/adapter/image-worker';
import noTransform from '../../../lib/runtime-images/no-transform';
import type { ImageTransform } from '../../../lib/runtime-images/types';
import { expectColor, pixel, plain } from '../../runtime-images/images';
import { FakeCloud, message } from './image-cloud';
import { captureLog, lambdaContext, REQUEST_ID } from './lambda-context';

const VARIANTS = { thumb: { width: 20 }, full: { width: 60, format: 'png' } };
const KEY = 'cats/tom & jerry+1 ü猫.jpg';
const RESULTS = [`${KEY}/full.png`, `${KEY}/thumb.webp`];

let cloud: FakeCloud;
const log = captureLog();
const environment = { ...process.env };

beforeEach(async () => {
  cloud = new FakeCloud();
  await cloud.start();
  configure({});
});

afterEach(async () => {
  await cloud.stop();
  process.env = { ...environment };
});

function configure(settings: object): void {
  const limits = { maxBytes: 100_000, maxPixels: 1_000_000, maxSide: 65_535, maxDecodedBytes: 100_000_000 };
  const base = {
    variants: VARIANTS,
    limits,
    results: 'results',
    deadLetters: 'https://sqs/1/dead',
    deleteVariants: true,
  };
  process.env.TRADEWIND_IMAGES = JSON.stringify({ ...base, ...settings });
}

const created = (key = KEY, id?: string) => message('Object Created', 'uploads', key, id);
const deleted = (key = KEY, id?: string) => message('Object Deleted', 'uploads', key, id);

async function run(
  records: { messageId: string; body: string }[],
  transform: unknown = noTransform,
): Promise<string[]> {
  const { batchItemFailures } = await imageWorker(transform)({ Records: records }, lambdaContext());
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

const image = (r: number, g: number, b: number) => plain(r, g, b, 64).jpeg({ quality: 95 }).toBuffer();
const red = () => image(200, 0, 0);
const green = () => image(0, 200, 0);

async function expectResults(color: number[]): Promise<void> {
  expect(cloud.keys('results')).toEqual(RESULTS);
  for (const key of RESULTS) expectColor((await pixel(cloud.get('results', key)!.body, 9, 9)).slice(0, 3), color, 12);
}

const codes = () => cloud.messages.map(({ MessageAttributes }) => MessageAttributes.reason?.StringValue);

test('an image that crashed its function at two deliveries becomes a dead letter at the third', async () => {
  const received = (count: number) => ({
    ...created(KEY, 'm9'),
    attributes: { ApproximateReceiveCount: String(count) },
  });
  cloud.put('uploads', KEY, await red());
  await new Promise<void>((begun) => {
    const killed = () => {
      begun();
      return new Promise<never>(() => {});
    };
    void imageWorker(killed)({ Records: [received(2)] }, lambdaContext());
  });
  expect(cloud.keys('results')).toEqual([`${KEY}/.attempt`]);
  expect(await run([received(3)])).toEqual([]);
  expect(codes()).toEqual(['KILLED']);
  expect(cloud.keys('results')).toEqual([]);
});

describe('an image that arrives', () => {
  test('gets its variants', async () => {
    cloud.put('uploads', KEY, await red());
    expect(await run([created()])).toEqual([]);
    await expectResults([200, 0, 0]);
    const { etag } = cloud.get('uploads', KEY)!;
    expect(cloud.get('results', RESULTS[1]!)!.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'max-age=300',
      'x-amz-meta-source-etag': etag,
      'x-amz-meta-variant': expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(cloud.get('results', RESULTS[0]!)!.headers['content-type']).toBe('image/png');
    const sizes = await Promise.all(RESULTS.map((key) => sharp(cloud.get('results', key)!.body).metadata()));
    expect(sizes.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['png', 60, 60],
      ['webp', 20, 20],
    ]);
    expect(cloud.messages).toEqual([]);
  });

  test('is requested with signatures that contain the session', async () => {
    cloud.put('uploads', KEY, await red());
    await run([created()]);
    expect(
      [...cloud.authorizations].every((header) => header.startsWith('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/')),
    ).toBe(true);
    expect([...cloud.authorizations].every((header) => header.includes('x-amz-security-token'))).toBe(true);
  });

  test('is not created twice', async () => {
    cloud.put('uploads', KEY, await red());
    await run([created()]);
    cloud.requests.length = 0;
    expect(await run([created(), created()])).toEqual([]);
    expect([cloud.count('PUT', 'results'), cloud.count('GET', 'uploads')]).toEqual([0, 0]);
    expect([cloud.count('HEAD', 'uploads'), cloud.count('HEAD', 'results')]).toEqual([2, 4]);
  });

  test('only missing variants are created', async () => {
    cloud.put('uploads', KEY, await red());
    await run([created()]);
    cloud.delete('results', RESULTS[0]!);
    cloud.requests.length = 0;
    await run([created()]);
    expect(cloud.requests.filter((line) => line.startsWith('PUT'))).toEqual([`PUT results/${RESULTS[0]}`]);
  });

  test.each([
    ['settings', { thumb: { width: 21 }, full: VARIANTS.full }, noTransform],
    ['transform', VARIANTS, ((image) => image.negate()) satisfies ImageTransform],
  ])('is made again when the %s have changed', async (_name, variants, transform) => {
    cloud.put('uploads', KEY, await red());
    await run([created()]);
    const before = cloud.get('results', `${KEY}/thumb.webp`)!.etag;
    configure({ variants });
    await run([created()], transform);
    expect(cloud.get('results', `${KEY}/thumb.webp`)!.etag).not.toBe(before);
  });

  test('and replaces another gets its own variants', async () => {
    cloud.put('uploads', KEY, await red());
    await run([created()]);
    cloud.put('uploads', KEY, await green());
    await run([created()]);
    await expectResults([0, 200, 0]);
  });

  test('passes through the transform', async () => {
    cloud.put('uploads', KEY, await red());
    const seen: object[] = [];
    const transform: ImageTransform = (image, info) => {
      seen.push(info);
      return image.negate();
    };
    await run([created()], transform);
    await expectResults([55, 255, 255]);
    expect(seen).toContainEqual({ bucket: 'uploads', key: KEY, variant: 'thumb', width: 20, height: 20 });
  });

  test('a folder of the console is left alone', async () => {
    cloud.put('uploads', 'cats/', Buffer.alloc(0));
    expect(await run([created('cats/')])).toEqual([]);
    expect([cloud.keys('results'), cloud.messages]).toEqual([[], []]);
  });
});

describe('the order of events does not matter', () => {
  /** Does something once, just before the first request that matches. */
  function once(line: RegExp, action: () => void | Promise<void>): void {
    let done = false;
    cloud.before = ({ method, bucket, key }) => {
      if (done || !line.test(`${method} ${bucket}/${key}`)) return undefined;
      done = true;
      return Promise.resolve(action());
    };
  }

  test('changed while variants are written', async () => {
    const after = await green();
    cloud.put('uploads', KEY, await red());
    once(/^PUT results/, () => cloud.put('uploads', KEY, after));
    await run([created()]);
    await expectResults([0, 200, 0]);
  });

  test('changed between the look and the download', async () => {
    const after = await green();
    cloud.put('uploads', KEY, await red());
    once(/^GET uploads/, () => cloud.put('uploads', KEY, after));
    await run([created()]);
    await expectResults([0, 200, 0]);
    expect(cloud.count('PUT', 'results')).toBe(2);
  });

  test('deleted while variants are written', async () => {
    cloud.put('uploads', KEY, await red());
    once(/^PUT results/, () => cloud.delete('uploads', KEY));
    expect(await run([created()])).toEqual([]);
    expect(cloud.keys('results')).toEqual([]);
  });

  test('put again while variants are deleted, by another worker', async () => {
    cloud.put('uploads', KEY, await red());
    await run([created()]);
    const after = await green();
    cloud.delete('uploads', KEY);
    once(/^DELETE results/, async () => {
      cloud.put('uploads', KEY, after);
      await run([created()]);
    });
    await run([deleted()]);
    await expectResults([0, 200, 0]);
  });

  test('a permanent failure is replaced while its variants are removed', async () => {
    const after = await green();
    cloud.put('uploads', KEY, Buffer.from('text'));
    once(/^DELETE results/, () => cloud.put('uploads', KEY, after));
    expect(await run([created()])).toEqual([]);
    await expectResults([0, 200, 0]);
    expect(cloud.messages).toEqual([]);
  });

  test('a late deletion event does not remove a newer object', async () => {
    cloud.put('uploads', KEY, await red());
    await run([created(), deleted()]);
    await expectResults([200, 0, 0]);
    expect(cloud.count('DELETE', 'results')).toBe(0);
  });

  test('a deletion that brings an older version back', async () => {
    cloud.put('uploads', KEY, await red());
    await run([created()]);
    cloud.put('uploads', KEY, await green());
    await run([deleted()]);
    await expectResults([0, 200, 0]);
  });

  test('a creation event after the deletion event', async () => {
    expect(await run([deleted(), created()])).toEqual([]);
    expect([cloud.keys('results'), cloud.messages, cloud.count('PUT', 'results')]).toEqual([[], [], 0]);
  });

  test('an object that never stops changing is left to the next delivery', async () => {
    cloud.put('uploads', KEY, await red());
    let count = 0;
    cloud.before = async ({ method }) => {
      if (method === 'PUT') cloud.put('uploads', KEY, Buffer.concat([await red(), Buffer.from(String(count++))]));
    };
    expect(await run([created()])).toEqual(['m1']);
    expect(count).toBeLessThan(20);
  });
});

describe('an image that is deleted', () => {
  test('takes its variants along', async () => {
    cloud.put('uploads', KEY, await red());
    cloud.put('results', 'cats/other.jpg/thumb.webp', Buffer.from('x'));
    await run([created()]);
    cloud.delete('uploads', KEY);
    expect(await run([deleted()])).toEqual([]);
    expect(cloud.keys('results')).toEqual(['cats/other.jpg/thumb.webp']);
  });

  test('keeps them without deleteVariants', async () => {
    configure({ deleteVariants: false });
    cloud.put('uploads', KEY, await red());
    await run([created()]);
    cloud.delete('uploads', KEY);
    expect(await run([deleted(), created()])).toEqual([]);
    await expectResults([200, 0, 0]);
  });

  test('is not taken for deleted when access is denied', async () => {
    cloud.put('uploads', KEY, await red());
    await run([created()]);
    cloud.before = ({ bucket }) => (bucket === 'uploads' ? 403 : undefined);
    expect(await run([deleted()])).toEqual(['m1']);
    expect(cloud.keys('results')).toEqual(RESULTS);
  });
});

describe('input that can never succeed', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');

  test.each([
    ['EMPTY', async () => Buffer.alloc(0)],
    ['NOT_AN_IMAGE', async () => Buffer.from('text in a file that is called .jpg')],
    ['UNSUPPORTED_FORMAT', async () => svg],
    ['CORRUPT', async () => (await red()).subarray(0, -20)],
    ['TOO_LARGE', async () => Buffer.alloc(100_001)],
    ['TOO_MANY_PIXELS', async () => plain(0, 0, 0, 1001).png().toBuffer()],
  ])('%s goes to the dead-letter queue at once, as it came', async (code, make) => {
    cloud.put('uploads', KEY, await make());
    const record = created();
    expect(await run([record])).toEqual([]);
    expect(cloud.messages).toEqual([
      {
        QueueUrl: 'https://sqs/1/dead',
        MessageBody: record.body,
        MessageAttributes: {
          reason: { DataType: 'String', StringValue: code },
          key: { DataType: 'String', StringValue: KEY },
          requestId: { DataType: 'String', StringValue: REQUEST_ID },
        },
      },
    ]);
    expect(cloud.keys('results')).toEqual([]);
    expect(log.entries()).toContainEqual(
      expect.objectContaining({ level: 'WARN', code, key: KEY, requestId: REQUEST_ID }),
    );
  });

  test('a large file is not downloaded', async () => {
    cloud.put('uploads', KEY, Buffer.alloc(100_001));
    await run([created()]);
    expect(cloud.count('GET', 'uploads')).toBe(0);
  });

  test('decompression stops at the limit', async () => {
    cloud.put('uploads', KEY, gzipSync(Buffer.alloc(50_000_000)), { 'content-encoding': 'gzip' });
    await run([created()]);
    expect(codes()).toEqual(['TOO_LARGE']);
  });

  test.each([true, false])('variants of the image it replaced: deleteVariants %s', async (deleteVariants) => {
    configure({ deleteVariants });
    cloud.put('uploads', KEY, await red());
    await run([created()]);
    cloud.put('uploads', KEY, svg);
    await run([created()]);
    expect(codes()).toEqual(['UNSUPPORTED_FORMAT']);
    expect(cloud.keys('results')).toEqual(deleteVariants ? [] : RESULTS);
  });

  test.each([
    ['a key that names another bucket in a URL', 'a/../../secrets/x.jpg'],
    ['a key with a dot part', './a.jpg'],
    ['a key whose variants would be too long', 'a'.repeat(1020)],
  ])('%s', async (_name, key) => {
    cloud.put('uploads', key, await red());
    expect(await run([created(key)])).toEqual([]);
    expect(codes()).toEqual(['BAD_KEY']);
    expect(cloud.requests.filter((line) => !line.startsWith('HEAD uploads/'))).toEqual([]);
  });

  test('a key with characters that SQS refuses', async () => {
    cloud.put('uploads', 'bell\u0007.jpg', svg);
    expect(await run([created('bell\u0007.jpg')])).toEqual([]);
    expect(cloud.messages[0]?.MessageAttributes.key?.StringValue).toBe('bell\ufffd.jpg');
  });

  test.each([
    'no JSON',
    'null',
    '{}',
    '{"detail-type":"Object Restore Completed","detail":{"bucket":{"name":"b"},"object":{"key":"k"}}}',
  ])('a message that is no event: %s', async (body) => {
    expect(await run([{ messageId: 'm1', body }])).toEqual([]);
    expect(cloud.messages).toMatchObject([
      { MessageBody: body, MessageAttributes: { reason: { StringValue: 'BAD_EVENT' } } },
    ]);
    expect(cloud.messages[0]?.MessageAttributes.key).toBeUndefined();
  });

  test('a result is never taken for a source', async () => {
    cloud.put('results', KEY, await red());
    expect(await run([message('Object Created', 'results', KEY)])).toEqual([]);
    expect(codes()).toEqual(['LOOP']);
    expect(cloud.requests).toEqual([]);
  });

  test('is delivered again when the dead-letter queue cannot be reached', async () => {
    cloud.put('uploads', KEY, svg);
    cloud.queueStatus = 400;
    expect(await run([created()])).toEqual(['m1']);
    expect(log.entries()).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: 'The dead letter could not be sent' }),
    );
  });
});

describe('transient failures', () => {
  test.each([
    ['reading', 'GET', 'uploads'],
    ['looking', 'HEAD', 'uploads'],
    ['writing', 'PUT', 'results'],
    ['looking for results', 'HEAD', 'results'],
  ])('is delivered again: %s', async (_name, failing, where) => {
    cloud.put('uploads', KEY, await red());
    cloud.before = ({ method, bucket }) => (method === failing && bucket === where ? 503 : undefined);
    expect(await run([created()])).toEqual(['m1']);
    expect(cloud.messages).toEqual([]);
    cloud.before = () => undefined;
    expect(await run([created()])).toEqual([]);
    await expectResults([200, 0, 0]);
  });

  test('is delivered again: an error of the transform', async () => {
    cloud.put('uploads', KEY, await red());
    const transform: ImageTransform = () => {
      throw new Error('font not found');
    };
    expect(await run([created()], transform)).toEqual(['m1']);
    expect([cloud.messages, cloud.keys('results')]).toEqual([[], []]);
    expect(log.entries()).toContainEqual(expect.objectContaining({ level: 'ERROR', key: KEY, messageId: 'm1' }));
  });

  test('is delivered again: a pipeline of the transform that cannot run', async () => {
    cloud.put('uploads', KEY, await red());
    const large = await image(0, 0, 0);
    expect(await run([created()], ((image) => image.composite([{ input: large }])) satisfies ImageTransform)).toEqual([
      'm1',
    ]);
    expect([cloud.messages, cloud.keys('results')]).toEqual([[], []]);
  });

  test('fails alone in a batch', async () => {
    for (const key of ['a.jpg', 'b.jpg', 'c.jpg']) cloud.put('uploads', key, await red());
    cloud.put('uploads', 'c.jpg', Buffer.from('text'));
    cloud.before = ({ method, key }) => (method === 'GET' && key === 'b.jpg' ? 500 : undefined);
    expect(await run([created('a.jpg', 'a'), created('b.jpg', 'b'), created('c.jpg', 'c')])).toEqual(['b']);
    expect(cloud.keys('results')).toEqual(['a.jpg/full.png', 'a.jpg/thumb.webp']);
    expect(codes()).toEqual(['NOT_AN_IMAGE']);
  });
});

describe('set-up', () => {
  test.each([[undefined], [{}], ['text']])('a transform that is no function is refused: %s', (exported) => {
    expect(() => imageWorker(exported)).toThrow('[tradewind:HANDLER]');
  });

  test('reports missing settings by name', async () => {
    delete process.env.TRADEWIND_IMAGES;
    await expect(run([created()])).rejects.toThrow('[tradewind:IMAGES] TRADEWIND_IMAGES is not set');
  });
});
