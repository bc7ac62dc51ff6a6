import * as path from 'node:path';
import sharp from 'sharp';
import type { Suite } from '../driver';

const RED = { r: 220, g: 20, b: 20 };
const BLUE = { r: 20, g: 20, b: 220 };

/** Pipeline with buckets that were created before, and a function that shows its results. */
export const imagePipeline: Suite = {
  declare({ ApiFunction, Bucket, ImagePipeline }, scope) {
    const source = new Bucket(scope, 'Originals', { removalPolicy: 'destroy' });
    const results = new Bucket(scope, 'Variants', { removalPolicy: 'destroy' });
    new ImagePipeline(scope, 'Photos', {
      source,
      results,
      prefix: 'in/',
      deleteVariants: true,
      maxPixels: 1_000_000,
      variants: {
        thumb: { width: 64 },
        square: { width: 40, height: 40, fit: 'cover', format: 'jpeg' },
        clear: { width: 50, height: 50, fit: 'contain', format: 'png' },
        small: { width: 32, format: 'avif' },
      },
    });
    new ApiFunction(scope, 'Gallery', {
      entry: path.join(__dirname, '../handlers/bucket.ts'),
      auth: 'none',
      routes: ['GET /gallery', 'ANY /gallery/{key+}'],
      bindings: { FILES: results },
    });
  },

  tests({ provider, running, expectLogged }) {
    const upload = (key: string, bytes: Uint8Array | undefined) => running().upload!('Originals', key, bytes);
    const ask = (key: string) => running().fetch('Gallery', `/gallery/${encodeURI(key)}`);
    const variant = async (key: string) => {
      const found = await until(
        () => ask(key),
        ({ status }) => status === 200,
      );
      return {
        type: found.headers.get('content-type'),
        etag: found.headers.get('etag'),
        bytes: Buffer.from(await found.arrayBuffer()),
      };
    };
    const refused = async (key: string) => {
      const letters = () => running().deadLetters!('Photos');
      await until(letters, (all) => all.some((letter) => JSON.stringify(letter).includes(key)));
    };

    describe('ImagePipeline', () => {
      test('creates each variant of an upload, in its size and format', async () => {
        await upload('in/cats/tom 1.png', await halves(400, 200).png().toBuffer());
        const key = 'in/cats/tom 1.png';
        const made = await Promise.all(
          ['thumb.webp', 'square.jpeg', 'clear.png', 'small.avif'].map((name) => variant(`${key}/${name}`)),
        );
        const read = await Promise.all(made.map(({ bytes }) => sharp(bytes).metadata()));
        expect(made.map(({ type }) => type)).toEqual(['image/webp', 'image/jpeg', 'image/png', 'image/avif']);
        expect(read.map(({ format, width, height }) => [format, width, height])).toEqual([
          ['webp', 64, 32],
          ['jpeg', 40, 40],
          ['png', 50, 50],
          ['heif', 32, 16],
        ]);
        expect(await colors(made[0]!.bytes)).toEqual(['red', 'blue']);
        // The borders of `contain` are transparent.
        expect((await sharp(made[2]!.bytes).raw().toBuffer())[3]).toBe(0);
      }, 30_000);

      test('turns images upright, and removes their metadata', async () => {
        const lying = halves(200, 100).jpeg().withMetadata({ orientation: 6 });
        await upload('in/lying.jpg', await lying.toBuffer());
        const { bytes } = await variant('in/lying.jpg/thumb.webp');
        const { width, height, orientation, exif } = await sharp(bytes).metadata();
        expect([width, height, orientation, exif]).toEqual([64, 128, undefined, undefined]);
        expect(await colors(await sharp(bytes).rotate(-90).toBuffer())).toEqual(['red', 'blue']);
      }, 30_000);

      test('converts colours to sRGB, by the profile of the image', async () => {
        await upload('in/wide.png', await halves(100, 100).withIccProfile('p3').png().toBuffer());
        const { bytes } = await variant('in/wide.png/clear.png');
        const [red, green, blue] = await sharp(bytes).raw().toBuffer();
        // The stored values are 202, 49 and 37.
        for (const [actual, expected] of [
          [red!, RED.r],
          [green!, RED.g],
          [blue!, RED.b],
        ] as const)
          expect(Math.abs(actual - expected)).toBeLessThanOrEqual(3);
      }, 30_000);

      test('enlarges nothing', async () => {
        await upload('in/tiny.webp', await halves(20, 10).webp({ lossless: true }).toBuffer());
        const { width, height } = await sharp((await variant('in/tiny.webp/thumb.webp')).bytes).metadata();
        expect([width, height]).toEqual([20, 10]);
      }, 30_000);

      test('replaces variants with their original, and removes them with it', async () => {
        const key = 'in/changing.png';
        await upload(key, await halves(100, 100).png().toBuffer());
        const first = await variant(`${key}/thumb.webp`);
        await upload(key, await halves(300, 100).png().toBuffer());
        const second = await until(
          () => variant(`${key}/thumb.webp`),
          ({ etag }) => etag !== first.etag,
        );
        expect((await sharp(second.bytes).metadata()).height).toBe(21);
        await upload(key, undefined);
        await until(
          () => ask(`${key}/thumb.webp`),
          ({ status }) => status === 404,
        );
      }, 30_000);

      test('rejects files at once that are no image, and logs the reason', async () => {
        const png = await halves(100, 100).png().toBuffer();
        await upload('in/letter.jpg', Buffer.from('Dear Sir or Madam'));
        await upload('in/cut.png', png.subarray(0, png.length - 20));
        await upload('in/huge.png', await halves(2000, 1000).png().toBuffer());
        for (const [key, code] of [
          ['in/letter.jpg', 'NOT_AN_IMAGE'],
          ['in/cut.png', 'CORRUPT'],
          ['in/huge.png', 'TOO_MANY_PIXELS'],
        ] as const) {
          await refused(key);
          // On Azure the alarm searches for the line, which no log level may hide.
          await expectLogged({ level: provider === 'azure' ? 'ERROR' : 'WARN', code, key });
          expect((await ask(`${key}/thumb.webp`)).status).toBe(404);
        }
      }, 60_000);

      test('ignores objects outside of its prefix', async () => {
        await upload('out/other.png', await halves(20, 20).png().toBuffer());
        await upload('in/last.png', await halves(20, 20).png().toBuffer());
        await variant('in/last.png/thumb.webp');
        expect((await ask('out/other.png/thumb.webp')).status).toBe(404);
      }, 30_000);
    });
  },
};

/** Image with red at the left and blue at the right. */
function halves(width: number, height: number): sharp.Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 3) {
    const { r, g, b } = (at / 3) % width < width / 2 ? RED : BLUE;
    pixels.set([r, g, b], at);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Colours at the left and at the right. */
async function colors(bytes: Uint8Array): Promise<string[]> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const row = Math.floor(info.height / 2) * info.width;
  return [2, info.width - 3].map((x) => {
    const [red, , blue] = data.subarray((row + x) * 3);
    return red! > 180 && blue! < 80 ? 'red' : blue! > 180 && red! < 80 ? 'blue' : `${red} ${blue}`;
  });
}

/** Polls until the response matches. */
async function until<Value>(ask: () => Promise<Value>, will: (value: Value) => boolean): Promise<Value> {
  for (let tries = 0; ; tries += 1) {
    const value = await ask();
    if (will(value)) return value;
    if (tries === 200) throw new Error('It never came to be');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
