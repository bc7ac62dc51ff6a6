import { PoisonError } from './poison-error.js';
import type { ImageLimits } from './types.js';

/** @throws PoisonError when a file is larger than allowed */
export function checkSize(size: number, { maxBytes }: ImageLimits): void {
  if (size > maxBytes) throw new PoisonError('TOO_LARGE', `It has more than the ${maxBytes} bytes that are allowed`);
}

/** @throws PoisonError when an image has more pixels than allowed */
export function checkPixels(pixels: number, { maxPixels }: ImageLimits): void {
  if (pixels <= maxPixels) return;
  throw new PoisonError('TOO_MANY_PIXELS', `It has ${pixels} pixels, and ${maxPixels} are allowed`);
}
