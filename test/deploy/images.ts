import sharp from 'sharp';

const RED = { r: 220, g: 20, b: 20 };
const BLUE = { r: 20, g: 20, b: 220 };

/** 1200 × 900, red at the left, blue at the right, with an orientation tag, and its location. */
export async function rotatedPhoto(): Promise<Buffer> {
  const right = await canvas(600, 900, BLUE).png().toBuffer();
  return canvas(1200, 900, RED)
    .composite([{ input: right, left: 600, top: 0 }])
    .withExif({ IFD0: { Copyright: 'Somebody' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 54/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** Quick to encode. */
export async function smallPhoto(): Promise<Buffer> {
  return canvas(120, 80, RED).jpeg().toBuffer();
}

/** A red square on a transparent background. */
export async function transparentLogo(): Promise<Buffer> {
  const square = await canvas(400, 400, RED).png().toBuffer();
  return canvas(1000, 1000, { ...RED, alpha: 0 })
    .composite([{ input: square }])
    .png()
    .toBuffer();
}

/** Three frames, red first. */
export async function animation(): Promise<Buffer> {
  const frames = [RED, BLUE, { r: 20, g: 220, b: 20 }].map((colour) => canvas(300, 300, colour).png().toBuffer());
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .gif({ delay: [100, 100, 100] })
    .toBuffer();
}

/** Cut in the middle. */
export async function brokenPhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
  const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: RED, noise } })
    .jpeg()
    .toBuffer();
  return photo.subarray(0, photo.length / 2);
}

export async function text(): Promise<Buffer> {
  return Buffer.from('Dear reader, this is no photo.\n'.repeat(50));
}

export async function empty(): Promise<Buffer> {
  return Buffer.alloc(0);
}

/** 72 megapixels in a few kilobytes. */
export async function bomb(): Promise<Buffer> {
  return canvas(9000, 8000, RED).png({ compressionLevel: 9, palette: true, colours: 2 }).toBuffer();
}

/** Returns the name of the colour at a place, given in fractions of width and height. */
export function colourAt(
  { pixels, shown }: { pixels: Buffer; shown: { width: number; height: number; channels: number } },
  x: number,
  y: number,
): string {
  const { width, height, channels } = shown;
  const start = (Math.floor(y * height) * width + Math.floor(x * width)) * channels;
  const [r, g, b] = [0, 1, 2].map((offset) => (pixels[start + offset] as number) > 128);
  if (r && g && b) return 'white';
  return r ? 'red' : b ? 'blue' : 'other';
}

function canvas(width: number, height: number, background: { r: number; g: number; b: number; alpha?: number }) {
  return sharp({ create: { width, height, channels: background.alpha === undefined ? 3 : 4, background } });
}
