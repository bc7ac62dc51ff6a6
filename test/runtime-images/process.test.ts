import sharp from 'sharp';
import { renderVariants } from '../../lib/runtime-images/process';
import type { ImageFormat, ImageVariant } from '../../lib/runtime-images/types';
import {
  animation,
  appendChunk,
  canDecode,
  exifOf,
  expectColor,
  insertChunk,
  insertProfile,
  insertSegment,
  pixel,
  plain,
  QUARTERS,
  quarters,
  swapTags,
} from './images';
import { losslessJpeg } from './lossless-jpeg';

const LIMITS = { maxBytes: 5_000_000, maxPixels: 2_000_000, maxSide: 65_535, maxDecodedBytes: 100_000_000 };
const FORMATS: ImageFormat[] = ['jpeg', 'png', 'webp', 'avif', 'gif'];

async function render(bytes: Uint8Array, variant: ImageVariant, step?: Parameters<typeof renderVariants>[3]) {
  const { only } = await renderVariants(bytes, { only: variant }, LIMITS, step);
  return only!;
}

async function metadata(bytes: Uint8Array) {
  return sharp(bytes).metadata();
}

describe('size and format', () => {
  test.each(FORMATS)('%s: the bytes match the content type and the reported size', async (format) => {
    const source = await (await quarters(400, 200)).jpeg().toBuffer();
    const result = await render(source, { width: 100, format });
    const { format: decoded, compression, width, height } = await metadata(result.bytes);
    expect(result).toMatchObject({ contentType: `image/${format}`, width: 100, height: 50 });
    expect({ width, height }).toEqual({ width: 100, height: 50 });
    expect(format === 'avif' ? `${decoded}/${compression}` : decoded).toBe(format === 'avif' ? 'heif/av1' : format);
    expectColor((await pixel(result.bytes, 10, 10)).slice(0, 3), QUARTERS.topLeft, 10);
    expectColor((await pixel(result.bytes, 90, 10)).slice(0, 3), QUARTERS.topRight, 10);
    expectColor((await pixel(result.bytes, 10, 40)).slice(0, 3), QUARTERS.bottomLeft, 10);
  });

  test.each<[string, ImageVariant, number, number]>([
    ['width alone', { width: 100 }, 100, 50],
    ['height alone', { height: 20 }, 40, 20],
    ['inside', { width: 100, height: 10 }, 20, 10],
    ['cover', { width: 50, height: 50, fit: 'cover' }, 50, 50],
    ['contain', { width: 50, height: 50, fit: 'contain' }, 50, 50],
    ['fill', { width: 30, height: 80, fit: 'fill' }, 30, 80],
    ['outside', { width: 50, height: 50, fit: 'outside' }, 100, 50],
    ['a fit has no effect with one side', { width: 100, fit: 'fill' }, 100, 50],
    ['never larger than the source', { width: 1000 }, 400, 200],
    ['never larger than the source, by height', { height: 1000 }, 400, 200],
    ['never larger than the source, by both', { width: 1000, height: 1000, fit: 'fill' }, 400, 200],
  ])('%s', async (_name, variant, width, height) => {
    const result = await render(await (await quarters(400, 200)).png().toBuffer(), variant);
    const decoded = await metadata(result.bytes);
    expect([result.width, result.height, decoded.width, decoded.height]).toEqual([width, height, width, height]);
    expect(decoded.format).toBe('webp');
  });

  test('the borders of contain are transparent, and white in JPEG', async () => {
    const source = await (await quarters(400, 200)).png().toBuffer();
    const contain = { width: 50, height: 50, fit: 'contain' } as const;
    expect((await pixel((await render(source, { ...contain, format: 'png' })).bytes, 25, 2))[3]).toBe(0);
    expectColor(await pixel((await render(source, { ...contain, format: 'jpeg' })).bytes, 25, 2), [255, 255, 255], 8);
  });

  test('a very long image fits the limits of the format', async () => {
    const source = await sharp({ create: { width: 20, height: 40_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const result = await render(source, { width: 20 });
    expect(result.height).toBe(16_383);
  });

  test('quality', async () => {
    const noise = Buffer.from({ length: 64 * 64 * 3 }).map((_, index) => (index * 7919) % 251);
    const source = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .png()
      .toBuffer();
    for (const format of ['jpeg', 'webp', 'avif', 'png'] as const) {
      const [low, high] = [
        await render(source, { width: 64, format, quality: 5 }),
        await render(source, { width: 64, format }),
      ];
      expect(low.bytes.length).toBeLessThan(high.bytes.length);
    }
  });

  test('the same input gives the same bytes', async () => {
    const source = await (await quarters(400, 200)).jpeg().toBuffer();
    for (const format of FORMATS) {
      const [first, second] = [
        await render(source, { width: 100, format }),
        await render(source, { width: 100, format }),
      ];
      expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    }
  });

  test('variants are returned by name', async () => {
    const source = await plain(1, 2, 3).png().toBuffer();
    const rendered = await renderVariants(source, { a: { width: 8 }, b: { width: 16, format: 'png' } }, LIMITS);
    expect(Object.entries(rendered).map(([name, { width }]) => [name, width])).toEqual([
      ['a', 8],
      ['b', 16],
    ]);
  });
});

describe('orientation and metadata', () => {
  test.each([
    // Place of the stored top left quarter in the upright image.
    [1, [200, 100], 'topLeft'],
    [3, [200, 100], 'bottomRight'],
    [5, [100, 200], 'topLeft'],
    [6, [100, 200], 'topRight'],
    [8, [100, 200], 'bottomLeft'],
  ] as const)('EXIF orientation %s is applied and removed', async (orientation, [width, height], corner) => {
    const source = await (await quarters(200, 100)).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
    expect((await metadata(source)).orientation).toBe(orientation);
    for (const format of ['jpeg', 'webp'] as const) {
      const result = await render(source, { width: 1000, format });
      expect([result.width, result.height]).toEqual([width, height]);
      expect((await metadata(result.bytes)).orientation).toBeUndefined();
      const x = corner.endsWith('Left') ? 10 : width - 10;
      const y = corner.startsWith('top') ? 10 : height - 10;
      expectColor((await pixel(result.bytes, x, y)).slice(0, 3), QUARTERS.topLeft, 12);
    }
  });

  test('of a PNG with the orientation after its pixels', async () => {
    const png = await (await quarters(400, 200)).png().toBuffer();
    const { bytes, width, height } = await render(appendChunk(png, 'eXIf', exifOf(6)), { width: 100, format: 'png' });
    expect([width, height]).toEqual([100, 200]);
    expectColor(await pixel(bytes, 90, 10), QUARTERS.topLeft, 3);
  });

  test('a lossless JPEG is read by releases of sharp that decode it, and rejected with others', async () => {
    const original = losslessJpeg(60, 40, (x) => (x < 30 ? 20 : 220));
    if (!(await canDecode(original))) {
      await expect(render(original, { width: 30, format: 'png' })).rejects.toMatchObject({ code: 'CORRUPT' });
      return;
    }
    const { bytes } = await render(original, { width: 30, format: 'png' });
    const [left] = await pixel(bytes, 5, 10);
    const [right] = await pixel(bytes, 25, 10);
    expect([left, right]).toEqual([20, 220]);
  });

  test.each(['webp', 'gif'] as const)(
    'each frame of an animated WebP is upright as %s, and shown as long',
    async (format) => {
      const delays = [100, 250];
      const frames = [
        await sharp(await (await quarters(80, 40)).toBuffer())
          .raw()
          .toBuffer(),
        Buffer.alloc(80 * 40 * 3, 128),
      ];
      const raw = { width: 80, height: 80, channels: 3 as const, pageHeight: 40 };
      const original = await sharp(Buffer.concat(frames), { raw })
        .webp({ lossless: true, delay: delays, loop: 3 })
        .withMetadata({ orientation: 6 })
        .toBuffer();
      expect(await metadata(original)).toMatchObject({ orientation: 6, pages: 2 });
      for (const variant of [
        { width: 20 },
        { width: 20, height: 20, fit: 'cover' as const },
        { width: 30, height: 40, fit: 'contain' as const },
      ]) {
        const result = await render(original, { ...variant, format });
        const about = await metadata(result.bytes);
        expect(about).toMatchObject({
          pages: 2,
          delay: delays,
          loop: 3,
          width: result.width,
          height: result.height,
        });
        expect(about.orientation ?? 1).toBe(1);
        // The stored top left quarter is at the top right.
        expectColor(
          (await pixel(result.bytes, result.width - (variant.fit === 'contain' ? 8 : 3), 3)).slice(0, 3),
          QUARTERS.topLeft,
          40,
        );
        expectColor((await pixel(result.bytes, result.width / 2, result.height * 1.5)).slice(0, 3), [128, 128, 128], 8);
      }
      expect(await render(original, { width: 20, format })).toMatchObject({ width: 20, height: 40 });
    },
  );

  test('an upright animation keeps its timing through a transform, and a turned one too', async () => {
    const colors = [
      [255, 0, 0],
      [0, 0, 255],
    ];
    const original = await animation('webp', colors, [120, 340], 2);
    const turned = await sharp(original, { animated: true })
      .webp({ lossless: true })
      .withMetadata({ orientation: 8 })
      .toBuffer();
    for (const bytes of [original, turned]) {
      const step = { bucket: 'b', key: 'k', transform: (image: sharp.Sharp) => image };
      const result = await render(bytes, { width: 10 }, step);
      expect(await metadata(result.bytes)).toMatchObject({ pages: 2, delay: [120, 340], loop: 2 });
    }
  });

  test('a width is that of the upright image', async () => {
    const source = await (await quarters(200, 100)).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await render(source, { width: 50 })).toMatchObject({ width: 50, height: 100 });
  });

  test('orientations 5 and 7 differ', async () => {
    const source = await (await quarters(200, 100)).withMetadata({ orientation: 7 }).png().toBuffer();
    const result = await render(source, { width: 1000, format: 'png' });
    expectColor((await pixel(result.bytes, 90, 190)).slice(0, 3), QUARTERS.topLeft, 2);
  });

  test.each(FORMATS)('%s: EXIF with its location, XMP, IPTC and the profile are removed', async (format) => {
    const iptc = Buffer.from(
      'Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0a\x1c\x02\x78\x00\x05hello',
      'latin1',
    );
    const source = await (await quarters(80, 80))
      .withExif({ IFD0: { Copyright: 'SECRET-EXIF' }, IFD3: { GPSLatitude: '59/1 54/1 0/1', GPSLatitudeRef: 'N' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>SECRET-XMP</a></x:xmpmeta>')
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const withIptc = insertSegment(source, 0xed, iptc);
    const before = await metadata(withIptc);
    expect([before.exif, before.xmp, before.iptc, before.icc].map(Boolean)).toEqual([true, true, true, true]);

    const { bytes } = await render(withIptc, { width: 80, format });
    const after = await metadata(bytes);
    expect([after.exif, after.xmp, after.iptc, after.icc, after.comments]).toEqual(Array(5).fill(undefined));
    expect(Buffer.from(bytes).includes('SECRET')).toBe(false);
    expect(Buffer.from(bytes).includes('hello')).toBe(false);
  });

  test('a comment of a PNG is removed', async () => {
    const source = await plain(9, 9, 9).png().toBuffer();
    const commented = insertChunk(source, 'tEXt', Buffer.from('Comment\0SECRET', 'latin1'));
    const { bytes } = await render(commented, { width: 10, format: 'png' });
    expect((await metadata(commented)).comments?.[0]?.text).toBe('SECRET');
    expect(Buffer.from(bytes).includes('SECRET')).toBe(false);
  });
});

describe('colour', () => {
  // Stored Display P3 values differ by more than the tolerance from the same colour in sRGB.
  const SRGB = [200, 60, 40];

  test.each(FORMATS)('Display P3 becomes sRGB in %s', async (format) => {
    const source = await plain(200, 60, 40).withIccProfile('p3').jpeg({ quality: 100 }).toBuffer();
    expectColor(await pixel(source, 9, 9), [186, 71, 50], 2);
    const { bytes } = await render(source, { width: 32, format });
    expectColor((await pixel(bytes, 9, 9)).slice(0, 3), SRGB, 5);
  });

  test.each(FORMATS)('16 bits of Display P3 become 8 of sRGB in %s', async (format) => {
    const source = await plain(200, 60, 40).toColourspace('rgb16').withIccProfile('p3').png().toBuffer();
    expect(await metadata(source)).toMatchObject({ depth: 'ushort', hasProfile: true });
    const { bytes } = await render(source, { width: 32, format });
    expect(await metadata(bytes)).toMatchObject({ depth: 'uchar', hasProfile: false });
    expectColor((await pixel(bytes, 9, 9)).slice(0, 3), SRGB, 5);
  });

  test('16 bits without a profile count as sRGB', async () => {
    const source = await plain(200, 60, 40).toColourspace('rgb16').png().toBuffer();
    expect(await metadata(source)).toMatchObject({ depth: 'ushort', hasProfile: false });
    expectColor((await pixel((await render(source, { width: 32, format: 'png' })).bytes, 9, 9)).slice(0, 3), SRGB, 1);
  });

  test('a profile of exotic primaries is converted: red and green swapped', async () => {
    const p3 = (await metadata(await plain(1, 1, 1).withIccProfile('p3').png().toBuffer())).icc!;
    const source = insertProfile(await plain(200, 60, 40).png().toBuffer(), swapTags(p3, 'rXYZ', 'gXYZ'));
    const { bytes } = await render(source, { width: 32, format: 'png' });
    const [red, green] = await pixel(bytes, 9, 9);
    expect(green).toBeGreaterThan(180);
    expect(red).toBeLessThan(100);
  });

  test.each(['jpeg', 'tiff'] as const)('CMYK in %s becomes sRGB', async (container) => {
    const source = await plain(180, 120, 90).withIccProfile('cmyk').toFormat(container, { quality: 100 }).toBuffer();
    expect((await metadata(source)).space).toBe('cmyk');
    const { bytes } = await render(source, { width: 32, format: 'png' });
    expect(await metadata(bytes)).toMatchObject({ space: 'srgb', channels: 3, hasProfile: false });
    // Within the loss of the press's gamut; without its profile it would be 181, 99, 65, inverted 74, 156, 190.
    expectColor(await pixel(bytes, 9, 9), [180, 117, 82], 12);
  });

  test('alpha is kept, and white in JPEG', async () => {
    const create = { width: 40, height: 40, channels: 4 as const, background: { r: 255, g: 0, b: 0, alpha: 0.5 } };
    const source = await sharp({ create }).png().toBuffer();
    for (const format of ['png', 'webp', 'avif'] as const) {
      const { bytes } = await render(source, { width: 20, format });
      expectColor(await pixel(bytes, 9, 9), [255, 0, 0, 128], 6);
    }
    const jpeg = await render(source, { width: 20, format: 'jpeg' });
    expectColor(await pixel(jpeg.bytes, 9, 9), [255, 127, 127], 6);
  });
});

describe('animations', () => {
  const COLORS = [
    [200, 0, 0],
    [0, 200, 0],
    [0, 0, 200],
  ];

  test.each([
    ['gif', 'webp'],
    ['gif', 'gif'],
    ['webp', 'gif'],
    ['webp', 'webp'],
  ] as const)('%s to %s keeps frames, delays and loops', async (from, to) => {
    const source = await animation(from, COLORS, [100, 200, 300], 4);
    const result = await render(source, { width: 20, format: to });
    const decoded = await sharp(result.bytes, { animated: true }).metadata();
    expect([result.width, result.height]).toEqual([20, 10]);
    expect(decoded).toMatchObject({ format: to, pages: 3, pageHeight: 10, delay: [100, 200, 300], loop: 4 });
    for (const [index, color] of COLORS.entries())
      expectColor((await pixel(result.bytes, 5, 10 * index + 5)).slice(0, 3), color, 12);
  });

  test.each(['jpeg', 'png', 'avif'] as const)('%s contains the first frame', async (format) => {
    const { bytes, height } = await render(await animation('gif', COLORS, [100, 100, 100], 0), { width: 20, format });
    expect(height).toBe(10);
    expect((await metadata(bytes)).height).toBe(10);
    expectColor((await pixel(bytes, 5, 5)).slice(0, 3), COLORS[0]!, 12);
  });
});

describe('transform', () => {
  const about = { bucket: 'uploads', key: 'a/b.jpg' };

  test('receives the resized, upright image and its size', async () => {
    const source = await (await quarters(400, 200)).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const seen: object[] = [];
    const result = await render(
      source,
      { width: 50, format: 'png' },
      {
        ...about,
        transform: async (image, info) => {
          seen.push({ ...info, upright: (await image.metadata()).orientation });
          return image.composite([
            { input: { create: { width: info.width, height: 4, channels: 3, background: 'lime' } }, gravity: 'south' },
          ]);
        },
      },
    );
    expect(seen).toEqual([{ ...about, variant: 'only', width: 50, height: 100, upright: undefined }]);
    expect([result.width, result.height]).toEqual([50, 100]);
    expectColor((await pixel(result.bytes, 25, 98)).slice(0, 3), [0, 255, 0], 2);
    expectColor((await pixel(result.bytes, 40, 10)).slice(0, 3), QUARTERS.topLeft, 8);
  });

  test('cannot leak the metadata of the source', async () => {
    const source = await (await quarters(40, 20))
      .withExif({ IFD0: { Copyright: 'SECRET' } })
      .jpeg()
      .toBuffer();
    const { bytes } = await render(
      source,
      { width: 20, format: 'jpeg' },
      { ...about, transform: (image) => image.keepMetadata() },
    );
    expect(Buffer.from(bytes).includes('SECRET')).toBe(false);
  });

  test('keeps an animation animated', async () => {
    const source = await animation(
      'gif',
      [
        [200, 0, 0],
        [0, 200, 0],
      ],
      [100, 200],
      3,
    );
    const result = await render(
      source,
      { width: 20, format: 'webp' },
      { ...about, transform: (image) => image.negate({ alpha: false }) },
    );
    const decoded = await sharp(result.bytes, { animated: true }).metadata();
    expect(decoded).toMatchObject({ pages: 2, delay: [100, 200], loop: 3, pageHeight: 10 });
    expectColor((await pixel(result.bytes, 5, 5)).slice(0, 3), [55, 255, 255], 12);
  });

  test('must return a pipeline', async () => {
    const source = await plain(1, 2, 3).png().toBuffer();
    const nothing = { ...about, transform: (() => undefined) as never };
    await expect(render(source, { width: 9 }, nothing)).rejects.toThrow('[tradewind:TRANSFORM]');
  });
});
