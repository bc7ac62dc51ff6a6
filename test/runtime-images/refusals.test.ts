import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { imageLimits } from '../../lib/constructs/image-limits';
import { defaults } from '../../lib/defaults';
import { isTransient } from '../../lib/runtime-images/inspect';
import { PoisonError } from '../../lib/runtime-images/poison-error';
import { renderVariants } from '../../lib/runtime-images/process';
import { readSignature } from '../../lib/runtime-images/signature';
import { animation, canDecode, hollowPng, plain, quarters } from './images';

const LIMITS = { maxBytes: 5_000_000, maxPixels: 2_000_000, maxSide: 65_535, maxDecodedBytes: 100_000_000 };

async function refusal(bytes: Uint8Array, limits = LIMITS, format: 'webp' | 'jpeg' = 'webp'): Promise<string> {
  try {
    await renderVariants(bytes, { thumb: { width: 20, format } }, limits);
    return 'accepted';
  } catch (error) {
    if (error instanceof PoisonError) return error.code;
    throw error;
  }
}

async function noisy(format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff'): Promise<Buffer> {
  const noise = Buffer.from({ length: 200 * 200 * 3 }).map((_, index) => (index * index * 7919) % 251);
  return sharp(noise, { raw: { width: 200, height: 200, channels: 3 } })
    .toFormat(format)
    .toBuffer();
}

/**
 * Returns a file that sharp before 0.35 neither writes nor decodes: AVIF of more than 8 bits, 100 × 100 or 7000 × 7100
 * pixels of one colour.
 */
function fixture(name: string): Buffer {
  return readFileSync(path.join(__dirname, 'fixtures', name));
}

/** Checks that decoding an image of 100 × 100 pixels counts as so many bytes a pixel. */
async function expectMemory(image: Buffer, bytesPerPixel: number): Promise<void> {
  const enough = await refusal(image, { ...LIMITS, maxDecodedBytes: 10_000 * bytesPerPixel });
  expect(enough).toBe((await canDecode(image)) ? 'accepted' : 'CORRUPT');
  expect(await refusal(image, { ...LIMITS, maxDecodedBytes: 10_000 * bytesPerPixel - 1 })).toBe('TOO_MUCH_MEMORY');
}

test('no bytes', async () => {
  expect(await refusal(Buffer.alloc(0))).toBe('EMPTY');
});

test.each([
  ['text named photo.jpg', Buffer.from('This is not an image, whatever its name says.\n'.repeat(20))],
  ['JSON', Buffer.from('{"a":1}')],
  ['HTML', Buffer.from('<!doctype html><html><body>hi</body></html>')],
  ['one byte', Buffer.from([0xff])],
  ['zeros', Buffer.alloc(4096)],
  ['PPM, which sharp would read', Buffer.from('P6 1 1 255 abc')],
])('not an image: %s', async (_name, bytes) => {
  expect(await refusal(bytes)).toBe('NOT_AN_IMAGE');
});

test.each([
  [
    'SVG',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
  ],
  [
    'SVG behind a prolog',
    Buffer.from('<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
  ],
  ['PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')],
  ['BMP', Buffer.from('BM\x46\x00\x00\x00\x00\x00', 'latin1')],
  ['MP4', Buffer.from('\x00\x00\x00\x20ftypisom\x00\x00\x02\x00', 'latin1')],
])('unsupported: %s', async (_name, bytes) => {
  expect(await refusal(bytes)).toBe('UNSUPPORTED_FORMAT');
});

test.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)(
  '%s is read, and rejected when cut short',
  async (format) => {
    const whole = await noisy(format);
    expect(await refusal(whole)).toBe('accepted');
    expect(await refusal(whole.subarray(0, whole.length >> 1))).toBe('CORRUPT');
    expect(await refusal(whole.subarray(0, 24))).toBe('CORRUPT');
  },
);

test('a JPEG cut shortly before its end', async () => {
  const whole = await noisy('jpeg');
  expect(await refusal(whole.subarray(0, whole.length - 500))).toBe('CORRUPT');
});

test('a signature followed by other data', async () => {
  expect(await refusal(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 'x')]))).toBe('CORRUPT');
});

describe('animations cut short', () => {
  const frames = Buffer.from({ length: 100 * 100 * 3 * 3 }).map((_, index) => (index * index * 7919 + index) % 251);
  const raw = { width: 100, height: 300, channels: 3 as const, pageHeight: 100 };

  test.each(['gif', 'webp'] as const)('%s', async (format) => {
    const whole = await sharp(frames, { raw })
      .toFormat(format, { delay: [100, 100, 100] })
      .toBuffer();
    expect(await refusal(whole)).toBe('accepted');
    for (const cut of [10, 1000, whole.length / 3]) {
      const short = whole.subarray(0, whole.length - cut);
      expect([await refusal(short), await refusal(short, LIMITS, 'jpeg')]).toEqual(['CORRUPT', 'CORRUPT']);
    }
  });

  test('a GIF without its end mark, and one with data after it', async () => {
    const whole = await animation(
      'gif',
      [
        [1, 2, 3],
        [200, 2, 3],
      ],
      [100, 100],
      0,
    );
    expect(whole.at(-1)).toBe(0x3b);
    expect(await refusal(whole.subarray(0, whole.length - 1))).toBe('accepted');
    expect(await refusal(Buffer.concat([whole, Buffer.from('appended')]))).toBe('accepted');
  });
});

describe('limits', () => {
  test('a decompression bomb is rejected by its header', async () => {
    const bomb = hollowPng(30_000, 30_000, 100);
    expect(bomb.length).toBeLessThan(20_000);
    const before = process.memoryUsage().rss;
    expect(await refusal(bomb)).toBe('TOO_MANY_PIXELS');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  test('pixels up to the limit are accepted', async () => {
    const bytes = await (await quarters(100, 100)).png().toBuffer();
    expect(await refusal(bytes, { ...LIMITS, maxPixels: 10_000 })).toBe('accepted');
    expect(await refusal(bytes, { ...LIMITS, maxPixels: 9_999 })).toBe('TOO_MANY_PIXELS');
  });

  test('all frames of an animation count, even if only one is used', async () => {
    const bytes = await animation(
      'gif',
      [
        [1, 2, 3],
        [200, 2, 3],
        [1, 200, 3],
      ],
      [100, 100, 100],
      0,
    );
    const limits = { ...LIMITS, maxPixels: 40 * 20 * 2 };
    expect(await refusal(bytes, limits)).toBe('TOO_MANY_PIXELS');
    expect(await refusal(bytes, limits, 'jpeg')).toBe('TOO_MANY_PIXELS');
    expect(await refusal(bytes, { ...LIMITS, maxPixels: 40 * 20 * 3 })).toBe('accepted');
  });

  test('a side longer than the format of a variant allows', async () => {
    const bytes = await sharp({ create: { width: 20, height: 40_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const outside = { width: 10, height: 10, fit: 'outside' } as const;
    await expect(renderVariants(bytes, { outside }, LIMITS)).rejects.toMatchObject({ code: 'TOO_MANY_PIXELS' });
  });

  test('a long side, however few pixels', async () => {
    const limits = { ...LIMITS, maxPixels: 50_000_000 };
    expect(await refusal(hollowPng(1, 65_535), limits)).toBe('accepted');
    for (const long of [hollowPng(1, 65_536), hollowPng(65_536, 1)])
      expect(await refusal(long, limits)).toBe('TOO_MANY_PIXELS');
  });

  test.each<[string, number, (image: sharp.Sharp) => sharp.Sharp]>([
    ['AVIF', 20, (image) => image.avif({ effort: 0 })],
    ['PNG', 6, (image) => image.png()],
    ['PNG with alpha', 8, (image) => image.ensureAlpha(0.5).png()],
    ['PNG of 16 bits', 12, (image) => image.toColourspace('rgb16').png()],
    ['TIFF of 16 bits', 12, (image) => image.toColourspace('rgb16').tiff({ compression: 'deflate' })],
    ['JPEG', 6, (image) => image.jpeg()],
    ['WebP', 6, (image) => image.webp()],
  ])('memory for decoding by format and depth: %s takes %i bytes a pixel', async (_name, bytes, make) => {
    await expectMemory(await make(await quarters(100, 100)).toBuffer(), bytes);
  });

  test.each([10, 12])('memory for decoding an AVIF of %i bits: 28 bytes a pixel', async (bits) => {
    await expectMemory(fixture(`depth-${bits}.avif`), 28);
  });

  test('the defaults reject an AVIF that took 1.6 GiB: 12 bits, the allowed pixels, 3 kB', async () => {
    const { value: memory } = defaults.ImagePipeline.memory;
    const limits = imageLimits({ maxBytes: 26_214_400, maxPixels: 50_000_000, memory });
    const deep = fixture('deep-and-large.avif');
    expect(deep.length).toBeLessThan(3000);
    const before = process.memoryUsage().rss;
    expect(await refusal(deep, limits)).toBe('TOO_MUCH_MEMORY');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  }, 60_000);

  test('many tiny frames', async () => {
    const pixel = Buffer.from('21f904000a0000002c000000000100010000' + '02024c0100', 'hex');
    const head = Buffer.from('474946383961' + '01000100800000000000ffffff', 'hex');
    const frames = (count: number) => Buffer.concat([head, ...Array<Buffer>(count).fill(pixel), Buffer.from([0x3b])]);
    expect(await refusal(frames(1000))).toBe('accepted');
    expect(await refusal(frames(10_000))).toBe('TOO_MUCH_MEMORY');
  });

  test('bytes', async () => {
    const bytes = await plain(1, 2, 3).png().toBuffer();
    expect(await refusal(bytes, { ...LIMITS, maxBytes: bytes.length })).toBe('accepted');
    expect(await refusal(bytes, { ...LIMITS, maxBytes: bytes.length - 1 })).toBe('TOO_LARGE');
  });
});

test('errors of the machine are not blamed on the image', () => {
  expect(isTransient(new Error('out of memory -- size == 50MB'))).toBe(true);
  expect(isTransient(new Error('unable to create thread'))).toBe(true);
  expect(isTransient(new Error('heif: Memory allocation error: Security limit exceeded'))).toBe(false);
  expect(isTransient(new Error('VipsJpeg: premature end of JPEG image'))).toBe(false);
});

test('a signature needs all of its bytes', () => {
  expect(readSignature(Buffer.from('RIFF1234WEBPVP8 '))).toEqual({ read: 'webp' });
  expect(readSignature(Buffer.from('RIFF1234WAVEfmt '))).toBeUndefined();
  expect(readSignature(Buffer.from('GIF8'))).toBeUndefined();
  expect(readSignature(Buffer.from('\x00\x00\x00\x20ftypheic', 'latin1'))).toEqual({ read: 'heif' });
});
