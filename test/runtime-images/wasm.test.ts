import sharp from 'sharp';
import { renderVariants } from '../../lib/runtime-images/process';
import type { ImageFormat, ImageVariant } from '../../lib/runtime-images/types';
import {
  animation,
  appendChunk,
  exifOf,
  expectColor,
  hollowPng,
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
import { loadWasm } from './wasm-codecs';

const RED = QUARTERS.topLeft;
const LIMITS = { maxBytes: 5_000_000, maxPixels: 2_000_000, maxSide: 65_535, maxDecodedBytes: 100_000_000 };

let wasm: Awaited<ReturnType<typeof loadWasm>>;
beforeAll(async () => {
  wasm = await loadWasm();
}, 30_000);

/**
 * Allowed difference between decoded variants: mean of the absolute differences of a channel, of 255, premultiplied.
 *
 * - PNG has no loss, so this is the resampling alone: both are Lanczos with a reach of 3, but sharp computes with whole
 *   numbers.
 * - JPEG and WebP are the same encoders at the same quality; only rounding differs, block by block.
 * - AVIF is 4:2:0 at a greater speed here, and 4:4:4 in sharp: edges of colours and noise differ.
 */
const TOLERANCES = { png: 1, jpeg: 2, webp: 4, avif: 10 } as const;
/** More for a source in JPEG or WebP: sharp decodes it at about the size that it needs, which is another filter. */
const DECODED_SMALLER = 1.5;
/** More for one pixel of a whole line: sharp averages neighbours first when it shrinks by so much. */
const SHRUNK_MUCH = 4;

type Format = keyof typeof TOLERANCES;
const FORMATS = Object.keys(TOLERANCES) as Format[];

/** Draws waves, edges and some noise, as photographs have. */
function picture(width: number, height: number, channels: 3 | 4 = 3): sharp.Sharp {
  const pixels = Buffer.alloc(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[at++] = 128 + 100 * Math.sin(x / 40 + y / 90);
      pixels[at++] = 128 + 80 * Math.cos(y / 30) + ((x * 7919 + y * 104_729) % 17);
      pixels[at++] = (Math.floor(x / 60) + Math.floor(y / 60)) % 2 ? 190 : 60;
      if (channels === 4) pixels[at++] = Math.min(255, (x * 400) / width);
    }
  }
  return sharp(pixels, { raw: { width, height, channels } });
}

async function both(bytes: Uint8Array, variant: ImageVariant) {
  const { only } = await renderVariants(bytes, { only: variant }, LIMITS);
  return { native: only!, compiled: await wasm.render(bytes, variant, LIMITS) };
}

/** Returns the mean distance of each channel. Transparent pixels have no colour. */
async function distances(one: Uint8Array, other: Uint8Array): Promise<number[]> {
  const [first, second] = await Promise.all([decode(one), decode(other)]);
  expect([first.info.width, first.info.height]).toEqual([second.info.width, second.info.height]);
  const sums = [0, 0, 0, 0];
  for (let at = 0; at < first.data.length; at++) {
    const weigh = ({ data }: typeof first) => (at % 4 === 3 ? data[at]! : (data[at]! * data[at | 3]!) / 255);
    sums[at % 4]! += Math.abs(weigh(first) - weigh(second));
  }
  return sums.map((sum) => sum / (first.data.length / 4));
}

function decode(bytes: Uint8Array) {
  return sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
}

async function expectAlike(bytes: Uint8Array, variant: ImageVariant, more = 0): Promise<void> {
  const { native, compiled } = await both(bytes, variant);
  expect({ ...compiled, bytes: undefined }).toEqual({ ...native, bytes: undefined });
  const most = TOLERANCES[(variant.format ?? 'webp') as Format] + more;
  for (const distance of await distances(native.bytes, compiled.bytes)) expect(distance).toBeLessThanOrEqual(most);
}

describe('the codecs for workers match sharp', () => {
  test.each(FORMATS)(
    '%s, from each format that is read',
    async (format) => {
      const original = picture(480, 320);
      await expectAlike(await original.png().toBuffer(), { width: 150, format });
      await expectAlike(await original.webp({ lossless: true }).toBuffer(), { width: 150, format }, DECODED_SMALLER);
      await expectAlike(await original.jpeg({ quality: 95 }).toBuffer(), { width: 150, format }, DECODED_SMALLER);
      await expectAlike(await original.jpeg({ progressive: true }).toBuffer(), { width: 150, format }, DECODED_SMALLER);
    },
    30_000,
  );

  test.each(FORMATS)(
    '%s, from a partly transparent image',
    async (format) => {
      const original = picture(300, 200, 4);
      await expectAlike(await original.png().toBuffer(), { width: 90, format });
      await expectAlike(await original.webp({ lossless: true }).toBuffer(), { width: 90, format }, DECODED_SMALLER);
    },
    30_000,
  );

  const fits = ['inside', 'outside', 'cover', 'contain', 'fill'] as const;
  const boxes = [
    [80, 80],
    [61, 37],
    [37, 61],
    [1, 50],
    [500, 40],
    [40, 500],
    [333, 500],
  ] as const;
  test.each(fits)(
    '%s, whatever the box',
    async (fit) => {
      for (const [width, height] of [
        [203, 101],
        [100, 202],
      ] as const) {
        const original = await picture(width, height).png().toBuffer();
        for (const [boxWidth, boxHeight] of boxes)
          await expectAlike(
            original,
            { width: boxWidth, height: boxHeight, fit, format: 'png' },
            boxWidth === 1 ? SHRUNK_MUCH : 0,
          );
      }
    },
    30_000,
  );

  test('one side, or more than the source has', async () => {
    const original = await picture(203, 101).png().toBuffer();
    for (const variant of [{ width: 67 }, { height: 33 }, { width: 203 }, { width: 9999 }, { height: 9999 }])
      await expectAlike(original, { ...variant, format: 'png' });
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i', async (orientation) => {
    const original = await quarters(120, 80);
    const cut = { width: 31, height: 40, fit: 'cover', format: 'png' } as const;
    await expectAlike(await original.clone().png().withMetadata({ orientation }).toBuffer(), cut);
    // Mostly edges, so that a different filter shows: a wrong turn would be some 90 off.
    for (const turned of [original.clone().webp({ lossless: true }), original.clone().jpeg({ quality: 95 })])
      await expectAlike(await turned.withMetadata({ orientation }).toBuffer(), cut, 4);
  });

  test('orientation as a LONG, and after the pixels', async () => {
    const cut = { width: 31, height: 40, fit: 'cover', format: 'png' } as const;
    const jpeg = await (await quarters(120, 80)).jpeg({ quality: 95 }).toBuffer();
    const png = await (await quarters(120, 80)).png().toBuffer();
    const segment = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifOf(6, 4)]);
    await expectAlike(insertSegment(jpeg, 0xe1, segment), cut, 4);
    for (const turned of [insertChunk(png, 'eXIf', exifOf(6, 4)), appendChunk(png, 'eXIf', exifOf(6))]) {
      await expectAlike(turned, cut);
      for (const { bytes } of Object.values(await both(turned, cut))) expectColor(await pixel(bytes, 28, 2), RED, 3);
    }
  });

  test.each(['png', 'jpeg', 'webp'] as const)(
    '%s: sides are rounded the same, at whatever size it is decoded',
    async (format) => {
      for (const [width, height] of [
        [600, 450],
        [601, 449],
        [1000, 333],
      ] as const) {
        const original = await picture(width, height)[format]().toBuffer();
        for (const variant of [{ height: 64 }, { width: 77 }, { width: 90, height: 90, fit: 'outside' as const }]) {
          const { native, compiled } = await both(original, { ...variant, format: 'png' });
          expect([native.width, native.height]).toEqual([compiled.width, compiled.height]);
        }
      }
      const { native } = await both(await picture(600, 450)[format]().toBuffer(), { height: 64, format: 'png' });
      expect([native.width, native.height]).toEqual([85, 64]);
    },
    30_000,
  );

  test.each<[string, boolean, 3 | 4, ImageVariant]>([
    ['an opaque image', false, 3, { width: 60 }],
    ['one with alpha', true, 4, { width: 60 }],
    ['one with borders', true, 3, { width: 60, height: 60, fit: 'contain' }],
    ['one that needs no borders', false, 3, { width: 60, height: 40, fit: 'contain' }],
    ['one that is cropped', false, 3, { width: 20, height: 60, fit: 'cover' }],
  ])('a PNG has alpha only if needed: %s', async (_name, alpha, channels, variant) => {
    const { native, compiled } = await both(await picture(120, 80, channels).png().toBuffer(), {
      ...variant,
      format: 'png',
    });
    const [first, second] = [await sharp(native.bytes).metadata(), await sharp(compiled.bytes).metadata()];
    expect([first.hasAlpha, second.hasAlpha]).toEqual([alpha, alpha]);
    expect(compiled.bytes.length).toBeLessThan(native.bytes.length * 1.2);
  });

  test.each<[string, () => Promise<Buffer>]>([
    ['grey', () => picture(120, 80).greyscale().toColourspace('b-w').png().toBuffer()],
    ['grey JPEG', () => picture(120, 80).greyscale().toColourspace('b-w').jpeg({ quality: 95 }).toBuffer()],
    ['a palette', () => picture(120, 80).png({ palette: true, colours: 16 }).toBuffer()],
    ['16 bits', () => picture(120, 80).toColourspace('rgb16').png().toBuffer()],
    ['interlaced', () => picture(120, 80).png({ progressive: true }).toBuffer()],
  ])('an unusual PNG or JPEG: %s', async (_name, original) => {
    await expectAlike(await original(), { width: 60, format: 'png' }, DECODED_SMALLER);
  });
});

describe('colours are converted to sRGB', () => {
  const wide = () => sharp({ create: { width: 60, height: 40, channels: 3, background: { r: 200, g: 90, b: 40 } } });
  test.each<[string, () => Promise<Buffer>]>([
    ['a JPEG', () => wide().withIccProfile('p3').jpeg({ quality: 100 }).toBuffer()],
    ['a PNG', () => wide().withIccProfile('p3').png().toBuffer()],
    ['a WebP', () => wide().withIccProfile('p3').webp({ lossless: true }).toBuffer()],
    ['an image in sRGB', () => wide().withIccProfile('srgb').png().toBuffer()],
  ])('%s', async (_name, original) => {
    const bytes = await original();
    expect((await sharp(bytes).metadata()).icc).toBeDefined();
    await expectAlike(bytes, { width: 30, format: 'png' });
    // Of the profile alone: the stored values are another colour.
    const [red] = await pixel((await wasm.render(bytes, { width: 30, format: 'png' }, LIMITS)).bytes, 5, 5);
    expect(Math.abs(red! - 200)).toBeLessThanOrEqual(2);
  });

  test('no profile, broken or not, makes an image fail', async () => {
    const profile = Buffer.from((await sharp(await wide().withIccProfile('p3').png().toBuffer()).metadata()).icc!);
    const original = await wide().png().toBuffer();
    for (const odd of [profile.subarray(0, 140), Buffer.alloc(200, 255), swapTags(profile, 'rTRC', 'desc')]) {
      const { width } = await wasm.render(insertProfile(original, odd), { width: 30, format: 'png' }, LIMITS);
      expect(width).toBe(30);
    }
  });
});

describe('a variant', () => {
  test.each(FORMATS)('%s has no metadata, and is the same each time', async (format) => {
    const exif = { IFD0: { Copyright: 'somebody' } };
    const original = await picture(60, 40).jpeg().withExif(exif).withIccProfile('p3').toBuffer();
    const [first, second] = [
      await wasm.render(original, { width: 30, format }, LIMITS),
      await wasm.render(original, { width: 30, format }, LIMITS),
    ];
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    const metadata = await sharp(first.bytes).metadata();
    expect([metadata.exif, metadata.xmp, metadata.orientation]).toEqual([undefined, undefined, undefined]);
    expect(Buffer.from(first.bytes).includes('somebody')).toBe(false);
  });

  test.each(['jpeg', 'webp', 'avif'] as const)('%s is smaller at a lower quality', async (format) => {
    const original = await picture(200, 100).png().toBuffer();
    const [low, usual] = [
      await wasm.render(original, { width: 200, format, quality: 10 }, LIMITS),
      await wasm.render(original, { width: 200, format }, LIMITS),
    ];
    expect(low.bytes.length).toBeLessThan(usual.bytes.length);
  });
});

describe('rejected as poison:', () => {
  const jpeg = () => picture(200, 100).jpeg().toBuffer();
  const png = () => picture(200, 100).png().toBuffer();
  const webp = () => picture(200, 100).webp().toBuffer();
  const flipped = (bytes: Buffer, at: number) => {
    bytes[at]! ^= 0xff;
    return bytes;
  };

  test.each<[string, string, () => Promise<Uint8Array>]>([
    ['nothing', 'EMPTY', async () => Buffer.alloc(0)],
    ['text', 'NOT_AN_IMAGE', async () => Buffer.from('Dear Sir or Madam')],
    ['SVG', 'UNSUPPORTED_FORMAT', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a GIF', 'UNSUPPORTED_FORMAT', () => plain(1, 2, 3).gif().toBuffer()],
    ['a TIFF', 'UNSUPPORTED_FORMAT', () => plain(1, 2, 3).tiff().toBuffer()],
    ['an AVIF', 'UNSUPPORTED_FORMAT', () => plain(1, 2, 3).avif().toBuffer()],
    [
      'an animation',
      'UNSUPPORTED_FORMAT',
      () =>
        animation(
          'webp',
          [
            [255, 0, 0],
            [0, 0, 255],
          ],
          [100, 100],
          0,
        ),
    ],
    ['a lossless JPEG, which sharp reads', 'UNSUPPORTED_FORMAT', async () => losslessJpeg(30, 20, (x, y) => 4 * x + y)],
    ['a side beyond the limit', 'TOO_MANY_PIXELS', async () => hollowPng(1, 65_536)],
    ['CMYK', 'UNSUPPORTED_FORMAT', () => picture(20, 20).toColourspace('cmyk').jpeg().toBuffer()],
    ['a JPEG cut short', 'CORRUPT', async () => (await jpeg()).subarray(0, 2000)],
    ['a JPEG without its image', 'CORRUPT', async () => (await jpeg()).subarray(0, 30)],
    ['a PNG cut short', 'CORRUPT', async () => (await png()).subarray(0, 2000)],
    ['a PNG whose content is broken', 'CORRUPT', async () => flipped(await png(), 60)],
    ['a PNG with too few rows', 'CORRUPT', async () => hollowPng(100, 100, 10)],
    ['a WebP cut short', 'CORRUPT', async () => (await webp()).subarray(0, 500)],
    ['too many bytes', 'TOO_LARGE', async () => Buffer.concat([await png(), Buffer.alloc(LIMITS.maxBytes)])],
    ['too many pixels', 'TOO_MANY_PIXELS', async () => hollowPng(2000, 1001)],
  ])('%s: %s', async (_name, code, bytes) => {
    await expect(wasm.render(await bytes(), { width: 10 }, LIMITS)).rejects.toMatchObject({ code });
  });

  test.each<[string, number, ImageVariant]>([
    ['an image that cannot be decoded in the memory of a worker', 4000, { width: 10 }],
    ['an image that cannot be encoded in it', 2600, { width: 2600, format: 'png' }],
  ])('%s', async (_name, side, variant) => {
    const limits = { ...LIMITS, maxBytes: 50_000_000, maxPixels: 50_000_000 };
    await expect(wasm.render(hollowPng(side, side), variant, limits)).rejects.toMatchObject({
      code: 'TOO_MANY_PIXELS',
      message: expect.stringMatching(/^It would take \d+ MB to (decode it|make only of it), and there are 112$/),
    });
  });

  test('no photo of a phone', async () => {
    const photo = await sharp({ create: { width: 4032, height: 3024, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
    const limits = { ...LIMITS, maxBytes: 26_214_400, maxPixels: 12_500_000 };
    const { width, height } = await wasm.render(photo, { width: 1600, format: 'avif' as ImageFormat }, limits);
    expect([width, height]).toEqual([1600, 1200]);
  }, 30_000);
});
