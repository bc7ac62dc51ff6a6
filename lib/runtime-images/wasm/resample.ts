import type { Size } from '../geometry.js';
import type { Pixels } from './pixels.js';

/** Pixels of a line that make one pixel of the scaled line, with their weights. */
interface Taps {
  readonly first: number;
  readonly weights: Float32Array;
}

const CHANNELS = 4;
/** Reach of the kernel, in pixels of the smaller image. */
const REACH = 3;

/**
 * Scales an image down by Lanczos filters, as sharp does: in sRGB, with colours weighted by their alpha. Works line by
 * line, so that it holds the result and only the few lines that one line of it is made of; a codec for this would hold
 * the image several times over.
 */
export function resample(source: Pixels, { width, height }: Size): Pixels {
  // A copy, since the source may be a view of a decoder's memory.
  if (source.width === width && source.height === height) return { data: source.data.slice(), width, height };
  const columns = tapsOf(source.width, width);
  const rows = tapsOf(source.height, height);
  const data = new Uint8ClampedArray(width * height * CHANNELS);
  const lines = new Map<number, Float32Array>();
  const sums = new Float32Array(width * CHANNELS);
  for (const [y, { first, weights }] of rows.entries()) {
    for (const line of lines.keys()) if (line < first) lines.delete(line);
    sums.fill(0);
    for (const [index, weight] of weights.entries()) {
      const from = first + index;
      const line = lines.get(from) ?? scaleLine(source, from, columns);
      lines.set(from, line);
      for (let at = 0; at < sums.length; at++) sums[at]! += line[at]! * weight;
    }
    writeLine(sums, data, y * sums.length);
  }
  return { data, width, height };
}

/** Scales one line to the width of the result, premultiplied. */
function scaleLine({ data, width }: Pixels, y: number, columns: readonly Taps[]): Float32Array {
  const line = new Float32Array(columns.length * CHANNELS);
  const start = y * width * CHANNELS;
  for (let x = 0; x < columns.length; x++) {
    const { first, weights } = columns[x]!;
    let [red, green, blue, alpha] = [0, 0, 0, 0];
    for (let index = 0, at = start + first * CHANNELS; index < weights.length; index++, at += CHANNELS) {
      const opacity = data[at + 3]! * weights[index]!;
      red += data[at]! * opacity;
      green += data[at + 1]! * opacity;
      blue += data[at + 2]! * opacity;
      alpha += opacity;
    }
    line[x * CHANNELS] = red;
    line[x * CHANNELS + 1] = green;
    line[x * CHANNELS + 2] = blue;
    line[x * CHANNELS + 3] = alpha;
  }
  return line;
}

function writeLine(sums: Float32Array, data: Uint8ClampedArray, start: number): void {
  for (let at = 0; at < sums.length; at += CHANNELS) {
    const alpha = sums[at + 3]!;
    // Rounded and clamped by the array. Almost transparent pixels have no recoverable colour.
    if (alpha < 0.5) continue;
    data[start + at] = sums[at]! / alpha;
    data[start + at + 1] = sums[at + 1]! / alpha;
    data[start + at + 2] = sums[at + 2]! / alpha;
    data[start + at + 3] = alpha;
  }
}

function tapsOf(from: number, to: number): Taps[] {
  const shrink = from / to;
  const reach = REACH * shrink;
  return Array.from({ length: to }, (_, index) => {
    if (from === to) return { first: index, weights: Float32Array.of(1) };
    const center = (index + 0.5) * shrink;
    const first = Math.max(0, Math.floor(center - reach));
    const last = Math.min(from, Math.ceil(center + reach));
    const weights = Float32Array.from({ length: last - first }, (_, at) =>
      lanczos((first + at + 0.5 - center) / shrink),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function lanczos(distance: number): number {
  if (distance === 0) return 1;
  if (Math.abs(distance) >= REACH) return 0;
  const angle = Math.PI * distance;
  return (REACH * Math.sin(angle) * Math.sin(angle / REACH)) / (angle * angle);
}
