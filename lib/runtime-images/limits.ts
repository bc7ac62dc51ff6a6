import { PoisonError } from './poison-error.js';
import type { ImageLimits } from './types.js';

/** Header data of an image that determines the cost of decoding it. */
export interface DecodingCost {
  readonly width: number;
  /** Height of one frame in pixels. */
  readonly height: number;
  readonly frames: number;
  /** Memory for each decoded pixel in bytes, the decoder's own included. */
  readonly bytesPerPixel: number;
}

/** Minimum memory of a frame, however small: a million frames of one pixel each take eight seconds. */
const MIN_FRAME = 16_384;

/** @throws PoisonError when a file is larger than allowed */
export function checkSize(size: number, { maxBytes }: Pick<ImageLimits, 'maxBytes'>): void {
  if (size > maxBytes) throw new PoisonError('TOO_LARGE', `It has more than the ${maxBytes} bytes that are allowed`);
}

/** @throws PoisonError when an image has more pixels, or a longer side, than allowed */
export function checkPixels(
  { width, height, frames }: Pick<DecodingCost, 'width' | 'height' | 'frames'>,
  { maxPixels, maxSide }: Pick<ImageLimits, 'maxPixels' | 'maxSide'>,
): void {
  const pixels = width * height * frames;
  if (pixels > maxPixels)
    throw new PoisonError('TOO_MANY_PIXELS', `It has ${pixels} pixels, and ${maxPixels} are allowed`);
  const side = Math.max(width, height);
  if (side > maxSide)
    throw new PoisonError('TOO_MANY_PIXELS', `One side has ${side} pixels, and ${maxSide} are allowed`);
}

/** @throws PoisonError when decoding an image takes more memory than allowed */
export function checkDecoding(
  { width, height, frames, bytesPerPixel }: DecodingCost,
  { maxDecodedBytes }: Pick<ImageLimits, 'maxDecodedBytes'>,
): void {
  const bytes = frames * Math.max(width * height * bytesPerPixel, frames > 1 ? MIN_FRAME : 0);
  if (bytes <= maxDecodedBytes) return;
  const message = `Decoding it takes ${bytes} bytes of memory, and ${maxDecodedBytes} are allowed`;
  throw new PoisonError('TOO_MUCH_MEMORY', message);
}
