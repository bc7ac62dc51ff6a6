import { inflateSync } from 'node:zlib';
import { type Orientation, readOrientation } from './exif.js';
import { pngChunks } from './png-chunks.js';
import { PoisonError } from './poison-error.js';

/** Header of an image, read without decoding it. */
export interface ImageHeader {
  /** Width in pixels, as stored. */
  readonly width: number;
  /** Height in pixels, as stored. */
  readonly height: number;
  readonly orientation: Orientation;
  /** `true` if it has an alpha channel. */
  readonly alpha: boolean;
  /** `true` if it has several frames. */
  readonly animated: boolean;
  /** `true` if it comes in passes, all of which must be kept until the last. */
  readonly progressive: boolean;
  /** `true` for a lossless JPEG, which few decoders support. */
  readonly lossless: boolean;
  /** `true` for CMYK colours. */
  readonly inks: boolean;
  /** ICC profile of its colours. */
  readonly profile?: Uint8Array;
}

/** Profiles of phones have some hundred bytes, those of scanners some hundred thousand. */
const LARGEST_PROFILE = 1_048_576;

/** Formats whose headers are read here. */
export type HeaderFormat = 'jpeg' | 'png' | 'webp';

const READERS: Record<HeaderFormat, (bytes: Uint8Array, view: DataView) => ImageHeader | undefined> = {
  jpeg: readJpeg,
  png: readPng,
  webp: readWebp,
};

/** Reads the header of an image. @throws PoisonError when it is broken, or the file was cut short */
export function readHeader(bytes: Uint8Array, format: HeaderFormat): ImageHeader {
  const header = tryRead(bytes, format);
  if (header === undefined || header.width === 0 || header.height === 0)
    throw new PoisonError('CORRUPT', 'The header of the image is broken, or the image is cut short');
  return header;
}

function tryRead(bytes: Uint8Array, format: HeaderFormat): ImageHeader | undefined {
  try {
    return READERS[format](bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    // Some length pointed past the end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1 */
function readJpeg(bytes: Uint8Array, view: DataView): ImageHeader | undefined {
  let frame: Pick<ImageHeader, 'width' | 'height' | 'progressive' | 'lossless' | 'inks'> | undefined;
  let orientation: Orientation = 1;
  const profile: Uint8Array[] = [];
  for (let at = 2; ; ) {
    while (view.getUint8(at + 1) === 0xff) at += 1;
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    const data = at + 4;
    if (marker === 0xda) {
      // Decoders paint missing parts grey, without an error.
      if (frame === undefined || !hasEnd(bytes, data)) return undefined;
      return { ...frame, orientation, alpha: false, animated: false, profile: join(profile) };
    }
    if (isFrame(marker)) {
      frame = {
        height: view.getUint16(data + 1),
        width: view.getUint16(data + 3),
        progressive: (marker & 3) === 2,
        lossless: (marker & 3) === 3,
        inks: view.getUint8(data + 5) === 4,
      };
    }
    if (marker === 0xe1 && text(bytes, data, 6) === 'Exif\0\0')
      orientation = readOrientation(bytes.subarray(data + 6, at + 2 + length));
    // Numbered, since a segment is too short for some profiles.
    if (marker === 0xe2 && text(bytes, data, 12) === 'ICC_PROFILE\0')
      profile[view.getUint8(data + 12)] = bytes.subarray(data + 14, at + 2 + length);
    at += 2 + length;
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array | undefined {
  const present = parts.filter((part) => part !== undefined);
  return present.length === 0 ? undefined : Uint8Array.from(Buffer.concat(present));
}

/** C0 to CF begin a frame, except for tables, an extension, and conditions of arithmetic coding. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at >= from; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

/** For chunks that a PNG may have once, the first counts, as for libpng. */
function readPng(bytes: Uint8Array, view: DataView): ImageHeader | undefined {
  if (text(bytes, 12, 4) !== 'IHDR') return undefined;
  const color = view.getUint8(25);
  const found = new Map<string, Uint8Array>();
  for (const { type, data } of pngChunks(bytes)) if (!found.has(type)) found.set(type, data);
  if (!found.has('IEND')) return undefined;
  const [exif, profile] = [found.get('eXIf'), found.get('iCCP')];
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    orientation: exif === undefined ? 1 : readOrientation(exif),
    alpha: color === 4 || color === 6 || found.has('tRNS'),
    animated: found.has('acTL'),
    progressive: view.getUint8(28) === 1,
    lossless: false,
    inks: false,
    profile: profile && inflateProfile(profile),
  };
}

/** Reads the orientation of a PNG, wherever in the file it is: libvips finds it only before the pixels. */
export function readPngOrientation(bytes: Uint8Array): Orientation | undefined {
  for (const { type, data } of pngChunks(bytes)) if (type === 'eXIf') return readOrientation(data);
  return undefined;
}

/** Holds a name, a zero, the method, and compressed data. Broken data is no profile. */
function inflateProfile(chunk: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(chunk.subarray(chunk.indexOf(0) + 2), { maxOutputLength: LARGEST_PROFILE });
  } catch {
    return undefined;
  }
}

/** @see https://developers.google.com/speed/webp/docs/riff_container */
function readWebp(bytes: Uint8Array, view: DataView): ImageHeader | undefined {
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return undefined;
  const found = { width: 0, height: 0, orientation: 1 as Orientation, alpha: false, animated: false };
  let profile: Uint8Array | undefined;
  for (let at = 12; at + 8 <= end; ) {
    const type = text(bytes, at, 4);
    const length = view.getUint32(at + 4, true);
    const data = at + 8;
    if (type === 'VP8X') readExtended(found, view, data);
    if (type === 'VP8 ' && found.width === 0) {
      found.width = view.getUint16(data + 6, true) & 0x3fff;
      found.height = view.getUint16(data + 8, true) & 0x3fff;
    }
    if (type === 'VP8L' && found.width === 0) readLossless(found, view.getUint32(data + 1, true));
    if (type === 'ICCP') profile = bytes.subarray(data, data + length);
    if (type === 'EXIF') found.orientation = webpOrientation(bytes.subarray(data, data + length));
    at = data + length + (length & 1);
  }
  return { ...found, progressive: false, lossless: false, inks: false, profile };
}

interface WebpSize {
  width: number;
  height: number;
  alpha: boolean;
  animated: boolean;
}

function readExtended(found: WebpSize, view: DataView, data: number): void {
  const flags = view.getUint8(data);
  found.animated = (flags & 0x02) !== 0;
  found.alpha = (flags & 0x10) !== 0;
  found.width = (view.getUint32(data + 4, true) & 0xffffff) + 1;
  found.height = (view.getUint32(data + 6, true) >>> 8) + 1;
}

function readLossless(found: WebpSize, bits: number): void {
  found.width = (bits & 0x3fff) + 1;
  found.height = ((bits >>> 14) & 0x3fff) + 1;
  found.alpha = (bits & 0x10000000) !== 0;
}

/** Some writers prepend the name of the JPEG segment. */
function webpOrientation(exif: Uint8Array): Orientation {
  return readOrientation(text(exif, 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif);
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
