import type { Size } from './geometry.js';

/** Orientation as EXIF counts it: 1 is upright, 2 to 8 must be turned or mirrored. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const LITTLE_ENDIAN = 0x4949;
const TIFF = 42;
const ORIENTATION = 0x0112;
const SHORT = 3;
const LONG = 4;
const ENTRY = 12;

/**
 * Reads the orientation from EXIF data, from its TIFF header on. Broken data has none: the image can still be shown.
 * @see https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf
 */
export function readOrientation(exif: Uint8Array): Orientation {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  if (view.byteLength < 8) return 1;
  const little = view.getUint16(0) === LITTLE_ENDIAN;
  const start = view.getUint32(4, little);
  if (view.getUint16(2, little) !== TIFF || start + 2 > view.byteLength) return 1;
  const count = view.getUint16(start, little);
  for (let index = 0; index < count; index++) {
    const at = start + 2 + index * ENTRY;
    if (at + ENTRY > view.byteLength) return 1;
    if (view.getUint16(at, little) !== ORIENTATION) continue;
    const value = readWhole(view, at, little);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}

/** EXIF requires a SHORT; some writers store a LONG. */
function readWhole(view: DataView, at: number, little: boolean): number {
  const type = view.getUint16(at + 2, little);
  if (type === SHORT) return view.getUint16(at + 8, little);
  return type === LONG ? view.getUint32(at + 8, little) : 0;
}

/** Swaps width and height if turning an image upright does, or the other way round. */
export function turnedSize({ width, height }: Size, orientation: Orientation): Size {
  return isSideways(orientation) ? { width: height, height: width } : { width, height };
}

/** Reports if width and height are swapped when an image is turned upright. */
function isSideways(orientation: Orientation): boolean {
  return orientation >= 5;
}
