import type { Placement, Size } from '../geometry.js';
import type { HeaderFormat, ImageHeader } from '../header.js';
import { formatOf } from '../keys.js';
import { PoisonError } from '../poison-error.js';
import type { ImageFormat, ImageVariant } from '../types.js';

/**
 * Memory for images among the 128 MB of a worker, in bytes. The rest is for code and the runtime.
 * @see https://developers.cloudflare.com/workers/platform/limits/#memory
 */
export const IMAGE_MEMORY = 112_000_000;

/** Initial memory of an instance. */
const MIN_INSTANCE = 17_000_000;
/** Red, green, blue, alpha. */
const PIXEL = 4;

/**
 * Bytes for each pixel of an image, measured as the memory of the instances grew with images of 0.1 to 6 megapixels
 * full of noise: `inside` the decoder in addition to the file, and `handed` over by it as a copy.
 */
const DECODING = {
  jpeg: { inside: 4.3, handed: PIXEL },
  // All passes are kept until the last.
  progressive: { inside: 10.4, handed: PIXEL },
  png: { inside: 9.4, handed: 0 },
  webp: { inside: 8.5, handed: PIXEL },
} as const;

/** Bytes for each pixel in encoders, with their fixed memory. */
const ENCODING: Record<Exclude<ImageFormat, 'gif'> | 'clear', { readonly own: number; readonly inside: number }> = {
  jpeg: { own: 0, inside: 22 },
  // Filtered rows, and their compressed form, with its copies.
  png: { own: 0, inside: 16 },
  webp: { own: 0, inside: 15 },
  // WebP with alpha, which is compressed without loss.
  clear: { own: 0, inside: 50 },
  avif: { own: 15_000_000, inside: 29 },
};

/** Variant, with its placement. */
export interface Planned {
  readonly variant: ImageVariant;
  readonly placement: Placement;
}

/** @throws PoisonError when an image and its variants would not fit in the memory of a worker */
export function checkMemory(
  file: number,
  format: HeaderFormat,
  header: ImageHeader,
  planned: Readonly<Record<string, Planned>>,
): void {
  const decoded = PIXEL * area(header);
  refuseAbove(memoryOfDecoding(file, format, header), 'decode it');
  const sizes = Object.values(planned).map(({ placement }) => PIXEL * area(placement.canvas));
  const resized = sizes.reduce((sum, size) => sum + size, 0);
  refuseAbove(file + decoded + resized, 'scale it');
  for (const [name, { variant, placement }] of Object.entries(planned)) {
    const others = resized - PIXEL * area(placement.canvas);
    refuseAbove(file + others + memoryOfVariant(variant, placement.canvas, header.alpha), `make ${name} of it`);
  }
}

/** Returns the bytes that a variant takes: its pixels, and its encoder. */
export function memoryOfVariant(variant: ImageVariant, canvas: Size, alpha: boolean): number {
  const format = formatOf(variant) as Exclude<ImageFormat, 'gif'>;
  const clear = format === 'webp' && (alpha || variant.fit === 'contain');
  const { own, inside } = ENCODING[clear ? 'clear' : format];
  return PIXEL * area(canvas) + Math.max(MIN_INSTANCE, own + inside * area(canvas));
}

function memoryOfDecoding(file: number, format: HeaderFormat, header: ImageHeader): number {
  const { inside, handed } = DECODING[format === 'jpeg' && header.progressive ? 'progressive' : format];
  const instance = Math.max(MIN_INSTANCE, file + inside * area(header));
  return file + instance + handed * area(header);
}

function area({ width, height }: Size): number {
  return width * height;
}

function refuseAbove(bytes: number, what: string): void {
  if (bytes <= IMAGE_MEMORY) return;
  const megabytes = (amount: number) => Math.ceil(amount / 1_000_000);
  const message = `It would take ${megabytes(bytes)} MB to ${what}, and there are ${megabytes(IMAGE_MEMORY)}`;
  throw new PoisonError('TOO_MANY_PIXELS', message);
}
