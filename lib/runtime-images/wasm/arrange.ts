import { type Orientation, turnedSize } from '../exif.js';
import type { Placement, Size } from '../geometry.js';
import type { Pixels } from './pixels.js';

/** Turns an image upright. */
export function makeUpright(pixels: Pixels, orientation: Orientation): Pixels {
  if (orientation === 1) return pixels;
  const { width, height } = turnedSize(pixels, orientation);
  const from = words(pixels);
  const to = new Uint32Array(from.length);
  const source = sourceOf(pixels, orientation);
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at++) to[at] = from[source(x, y)] ?? 0;
  return { data: new Uint8ClampedArray(to.buffer), width, height };
}

/** Returns the stored pixel for a place in the upright image. */
function sourceOf({ width, height }: Size, orientation: Orientation): (x: number, y: number) => number {
  const right = width - 1;
  const bottom = height - 1;
  const at = (x: number, y: number) => y * width + x;
  const places: Record<Orientation, (x: number, y: number) => number> = {
    1: (x, y) => at(x, y),
    2: (x, y) => at(right - x, y),
    3: (x, y) => at(right - x, bottom - y),
    4: (x, y) => at(x, bottom - y),
    5: (x, y) => at(y, x),
    6: (x, y) => at(y, bottom - x),
    7: (x, y) => at(right - y, bottom - x),
    8: (x, y) => at(right - y, x),
  };
  return places[orientation];
}

/** Crops or pads a scaled image. Borders are transparent. */
export function putOnCanvas(pixels: Pixels, { canvas, left, top }: Placement): Pixels {
  if (canvas.width === pixels.width && canvas.height === pixels.height) return pixels;
  const from = words(pixels);
  const to = new Uint32Array(canvas.width * canvas.height);
  const width = Math.min(pixels.width, canvas.width);
  const height = Math.min(pixels.height, canvas.height);
  for (let y = 0; y < height; y++) {
    const start = (y + Math.max(0, -top)) * pixels.width + Math.max(0, -left);
    to.set(from.subarray(start, start + width), (y + Math.max(0, top)) * canvas.width + Math.max(0, left));
  }
  return { data: new Uint8ClampedArray(to.buffer), ...canvas };
}

/** Puts transparent parts on white. */
export function flatten({ data, width, height }: Pixels): Pixels {
  const flat = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = (data[at + 3] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel++)
      flat[at + channel] = (data[at + channel] ?? 0) * alpha + 255 * (1 - alpha);
    flat[at + 3] = 255;
  }
  return { data: flat, width, height };
}

/** Views each pixel as one number, which is copied at once. */
function words({ data }: Pixels): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
}
