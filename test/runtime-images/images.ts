import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Image of four quarters: red, green over blue, white. */
export const QUARTERS = {
  topLeft: [220, 20, 20],
  topRight: [20, 200, 20],
  bottomLeft: [20, 20, 220],
  bottomRight: [250, 250, 250],
};

export async function quarters(width: number, height: number): Promise<sharp.Sharp> {
  const quarter = (color: number[]) => ({
    create: {
      width: width / 2,
      height: height / 2,
      channels: 3 as const,
      background: { r: color[0]!, g: color[1]!, b: color[2]! },
    },
  });
  const base = sharp({ create: { width, height, channels: 3, background: 'black' } });
  const composed = await base
    .composite([
      { input: quarter(QUARTERS.topLeft), left: 0, top: 0 },
      { input: quarter(QUARTERS.topRight), left: width / 2, top: 0 },
      { input: quarter(QUARTERS.bottomLeft), left: 0, top: height / 2 },
      { input: quarter(QUARTERS.bottomRight), left: width / 2, top: height / 2 },
    ])
    .removeAlpha()
    .png()
    .toBuffer();
  return sharp(composed);
}

export function plain(r: number, g: number, b: number, size = 64): sharp.Sharp {
  return sharp({ create: { width: size, height: size, channels: 3, background: { r, g, b } } });
}

/** Returns stored samples at a place, as a viewer without colour management shows them. */
export async function pixel(bytes: Uint8Array, x: number, y: number): Promise<number[]> {
  const options = { ignoreIcc: true, animated: true };
  const { data, info } = await sharp(bytes, options).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}

export function expectColor(actual: number[], expected: number[], tolerance: number): void {
  const off = expected.map((value, index) => Math.abs(value - (actual[index] ?? Number.NaN)));
  if (actual.length !== expected.length || !off.every((distance) => distance <= tolerance))
    throw new Error(`Expected the colour ${expected} within ${tolerance}, got ${actual}`);
}

/** Creates an animation of plain frames. */
export function animation(format: 'gif' | 'webp', colors: number[][], delay: number[], loop: number): Promise<Buffer> {
  const [width, height] = [40, 20];
  const frames = colors.map((color) => Buffer.alloc(width * height * 3, Buffer.from(color)));
  const raw = { width, height: height * colors.length, channels: 3 as const, pageHeight: height };
  const image = sharp(Buffer.concat(frames), { raw });
  return (format === 'gif' ? image.gif({ delay, loop }) : image.webp({ delay, loop, lossless: true })).toBuffer();
}

/** Creates a PNG of any size that contains only zeros, in as few bytes as zlib needs. */
export function hollowPng(width: number, height: number, rows = height): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc((width + 1) * rows), { level: 9 });
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc(body), 4 + body.length);
  return frame;
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** Inserts a chunk after the header of a PNG. */
export function insertChunk(png: Buffer, type: string, data: Buffer): Buffer {
  return Buffer.concat([png.subarray(0, 33), chunk(type, data), png.subarray(33)]);
}

/** Inserts a chunk after the pixels of a PNG. */
export function appendChunk(png: Buffer, type: string, data: Buffer): Buffer {
  const end = png.length - 12;
  return Buffer.concat([png.subarray(0, end), chunk(type, data), png.subarray(end)]);
}

/** EXIF data with only an orientation: a SHORT is type 3, a LONG type 4. */
export function exifOf(orientation: number, type: 3 | 4 = 3): Buffer {
  const exif = Buffer.alloc(26);
  exif.write('MM\0\x2a', 'latin1');
  exif.writeUInt32BE(8, 4);
  exif.writeUInt16BE(1, 8);
  exif.writeUInt16BE(0x0112, 10);
  exif.writeUInt16BE(type, 12);
  exif.writeUInt32BE(1, 14);
  if (type === 3) exif.writeUInt16BE(orientation, 18);
  else exif.writeUInt32BE(orientation, 18);
  return exif;
}

/** Inserts a segment at the start of a JPEG. */
export function insertSegment(jpeg: Buffer, marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)]);
}

/** Adds a profile to a PNG without converting its samples. */
export function insertProfile(png: Buffer, profile: Buffer): Buffer {
  return insertChunk(png, 'iCCP', Buffer.concat([Buffer.from('odd\0\0', 'latin1'), deflateSync(profile)]));
}

/** Swaps two tags of an ICC profile. */
export function swapTags(profile: Buffer, one: string, other: string): Buffer {
  const swapped = Buffer.from(profile);
  for (let at = 132; at < 132 + 12 * profile.readUInt32BE(128); at += 12) {
    const tag = profile.toString('latin1', at, at + 4);
    if (tag === one) swapped.write(other, at, 'latin1');
    if (tag === other) swapped.write(one, at, 'latin1');
  }
  return swapped;
}

/** Reports if the installed sharp decodes an image: those before 0.35 decode no lossless JPEG and no AVIF of more than 8 bits. */
export async function canDecode(image: Uint8Array): Promise<boolean> {
  return sharp(image)
    .raw()
    .toBuffer()
    .then(
      () => true,
      () => false,
    );
}
