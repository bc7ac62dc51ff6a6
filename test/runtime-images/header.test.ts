import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import type sharp from 'sharp';
import { type HeaderFormat, readHeader } from '../../lib/runtime-images/header';
import { PoisonError } from '../../lib/runtime-images/poison-error';
import { appendChunk, exifOf, insertChunk, insertSegment, quarters } from './images';

const read = (bytes: Buffer, format: HeaderFormat) => readHeader(Uint8Array.from(bytes), format);

describe('the header of an image provides', () => {
  test.each<[string, HeaderFormat, (image: sharp.Sharp) => sharp.Sharp, object]>([
    ['a JPEG', 'jpeg', (image) => image.jpeg(), { alpha: false, progressive: false }],
    ['a progressive JPEG', 'jpeg', (image) => image.jpeg({ progressive: true }), { progressive: true }],
    ['a PNG', 'png', (image) => image.png(), { alpha: false }],
    ['a PNG with alpha', 'png', (image) => image.ensureAlpha(0.5).png(), { alpha: true }],
    ['a WebP', 'webp', (image) => image.webp(), { alpha: false, animated: false }],
    ['a WebP with alpha', 'webp', (image) => image.ensureAlpha(0.5).webp(), { alpha: true }],
    ['a WebP without loss', 'webp', (image) => image.webp({ lossless: true }), { alpha: false }],
    [
      'a WebP without loss, with alpha',
      'webp',
      (image) => image.ensureAlpha(0.5).webp({ lossless: true }),
      { alpha: true },
    ],
  ])('the size and kind of %s', async (_name, format, make, expected) => {
    const plain = read(await make(await quarters(46, 32)).toBuffer(), format);
    expect(plain).toMatchObject({ width: 46, height: 32, orientation: 1, profile: undefined, ...expected });
    const turned = await make(await quarters(46, 32))
      .withMetadata({ orientation: 8 })
      .toBuffer();
    expect(read(turned, format)).toMatchObject({ width: 46, height: 32, orientation: 8, ...expected });
  });

  test('the profile, which may come in parts', async () => {
    const original = await (await quarters(46, 32)).jpeg().toBuffer();
    const part = (number: number, content: string) =>
      Buffer.concat([Buffer.from('ICC_PROFILE\0', 'latin1'), Buffer.from([number, 2]), Buffer.from(content)]);
    const parted = insertSegment(insertSegment(original, 0xe2, part(1, 'pro')), 0xe2, part(2, 'file'));
    expect(Buffer.from(read(parted, 'jpeg').profile!).toString()).toBe('profile');
  });

  test('CMYK colours', async () => {
    const jpeg = await (await quarters(46, 32)).toColourspace('cmyk').jpeg().toBuffer();
    expect(read(jpeg, 'jpeg').inks).toBe(true);
  });

  test('the orientation as a LONG, and after the pixels', async () => {
    const png = await (await quarters(46, 32)).png().toBuffer();
    for (const turned of [insertChunk(png, 'eXIf', exifOf(6, 4)), appendChunk(png, 'eXIf', exifOf(6))])
      expect(read(turned, 'png').orientation).toBe(6);
    // The first counts, as for sharp.
    expect(read(appendChunk(insertChunk(png, 'eXIf', exifOf(3)), 'eXIf', exifOf(6)), 'png').orientation).toBe(3);
  });

  test('one profile, in a time that does not grow with later ones', async () => {
    const png = await (await quarters(46, 32)).png().toBuffer();
    const profile = Buffer.concat([Buffer.from('odd\0\0', 'latin1'), deflateSync(Buffer.alloc(1_000_000))]);
    const other = Buffer.concat([Buffer.from('odd\0\0', 'latin1'), deflateSync(Buffer.alloc(900_000))]);
    const many = (count: number) =>
      [...Array(count)].reduce<Buffer>(
        (all) => insertChunk(all, 'iCCP', other),
        insertChunk(png, 'sRGB', Buffer.from([0])),
      );
    const timed = (bytes: Buffer) => {
      const started = performance.now();
      read(bytes, 'png');
      return performance.now() - started;
    };
    const first = insertChunk(many(400), 'iCCP', profile);
    expect(read(first, 'png').profile!.length).toBe(1_000_000);
    const best = (bytes: Buffer) => Math.min(...[1, 2, 3].map(() => timed(bytes)));
    expect(best(first) / best(insertChunk(many(1), 'iCCP', profile))).toBeLessThan(20);
  });

  test('no orientation from an invalid value', async () => {
    const png = await (await quarters(46, 32)).png().toBuffer();
    for (const exif of ['', 'MM', 'MM\0\x2a\0\0\xff\xff', 'II\x2a\0\x08\0\0\0\xff\xff', 'nonsense in many bytes'])
      expect(read(insertChunk(png, 'eXIf', Buffer.from(exif, 'latin1')), 'png').orientation).toBe(1);
  });
});

test.each<[HeaderFormat, (image: sharp.Sharp) => sharp.Sharp]>([
  ['jpeg', (image) => image.jpeg()],
  ['png', (image) => image.png()],
  ['webp', (image) => image.webp()],
])('a partly broken %s has a header or is poison, and never takes long', async (format, make) => {
  const original = await make((await quarters(46, 32)).withMetadata({ orientation: 6 })).toBuffer();
  const change = fc.tuple(fc.nat(original.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), fc.nat(original.length), (changes, length) => {
      const bytes = Buffer.from(original);
      for (const [at, value] of changes) bytes[at] = value;
      try {
        const { width, height } = read(bytes.subarray(0, length), format);
        expect(Math.min(width, height)).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof PoisonError)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});
