import { type ColorProfile, encodeSrgb } from '../icc.js';
import type { Pixels } from './pixels.js';

/** Number of distinct steps of light: the darkest need as many. */
const STEPS = 16_384;

let encoded: Uint8Array | undefined;

/** Converts the colours of an image to sRGB, in place. Colours outside of sRGB become the nearest inside it. */
export function toSrgb({ data }: Pixels, { curves, matrix }: ColorProfile): void {
  encoded ??= Uint8Array.from({ length: STEPS + 1 }, (_, step) => Math.round(255 * encodeSrgb(step / STEPS)));
  const [red, green, blue] = curves;
  for (let at = 0; at < data.length; at += 4) {
    const r = red[data[at] ?? 0] ?? 0;
    const g = green[data[at + 1] ?? 0] ?? 0;
    const b = blue[data[at + 2] ?? 0] ?? 0;
    for (let channel = 0, row = 0; channel < 3; channel++, row += 3) {
      const light = (matrix[row] ?? 0) * r + (matrix[row + 1] ?? 0) * g + (matrix[row + 2] ?? 0) * b;
      data[at + channel] = encoded[Math.round(Math.min(1, Math.max(0, light)) * STEPS)] ?? 0;
    }
  }
}
