import type { Pixels } from './pixels.js';

/** Prediction that is subtracted from a sample: of the samples before it, above it, and above the one before. */
type Prediction = (before: number, above: number, corner: number) => number;

/** Numbered as in the standard. @see https://www.w3.org/TR/png-3/#9Filter-types */
const PREDICTIONS: readonly Prediction[] = [
  () => 0,
  (before) => before,
  (_before, above) => above,
  (before, above) => (before + above) >> 1,
  paeth,
];

/**
 * Writes the rows of an image as a PNG stores them, with `channels` samples a pixel: each in the filter whose
 * differences are smallest, which compresses photographs best.
 */
export function filterRows({ data, width, height }: Pixels, channels: 3 | 4): Uint8Array {
  const length = width * channels;
  const filtered = new Uint8Array((length + 1) * height);
  const candidates = PREDICTIONS.map((predict) => ({ predict, to: new Uint8Array(length), channels }));
  let above = new Uint8Array(length);
  let row = new Uint8Array(length);
  for (let y = 0; y < height; y++) {
    readRow(data, y * width * 4, row, channels);
    const sums = candidates.map((candidate) => filter(row, above, candidate));
    const best = sums.indexOf(Math.min(...sums));
    filtered[y * (length + 1)] = best;
    filtered.set(candidates[best]?.to ?? row, y * (length + 1) + 1);
    [above, row] = [row, above];
  }
  return filtered;
}

function readRow(data: Uint8ClampedArray, start: number, row: Uint8Array, channels: 3 | 4): void {
  for (let at = 0, from = start; at < row.length; at += channels, from += 4)
    for (let channel = 0; channel < channels; channel++) row[at + channel] = data[from + channel]!;
}

interface Filter {
  readonly predict: Prediction;
  readonly to: Uint8Array;
  readonly channels: number;
}

/** Returns the sum of the differences. */
function filter(row: Uint8Array, above: Uint8Array, { predict, to, channels }: Filter): number {
  let sum = 0;
  for (let at = 0; at < row.length; at++) {
    const inside = at >= channels;
    const difference =
      row[at]! - predict(inside ? row[at - channels]! : 0, above[at]!, inside ? above[at - channels]! : 0);
    to[at] = difference;
    // As a signed byte: -1 is a small difference.
    sum += Math.abs((difference << 24) >> 24);
  }
  return sum;
}

function paeth(before: number, above: number, corner: number): number {
  const estimate = before + above - corner;
  const [left, up, diagonal] = [Math.abs(estimate - before), Math.abs(estimate - above), Math.abs(estimate - corner)];
  if (left <= up && left <= diagonal) return before;
  return up <= diagonal ? above : corner;
}
