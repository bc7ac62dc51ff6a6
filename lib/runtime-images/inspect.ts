import sharp, { type Metadata } from 'sharp';
import type { Orientation } from './exif.js';
import { isCompleteGif } from './gif.js';
import { readPngOrientation } from './header.js';
import { checkDecoding, checkPixels, checkSize, type DecodingCost } from './limits.js';
import { PoisonError } from './poison-error.js';
import { readSignature, type SourceFormat } from './signature.js';
import type { ImageLimits } from './types.js';

/** Properties of an image that are known before it is decoded. */
export interface Source {
  readonly format: SourceFormat;
  /** Width of a frame in pixels, as stored. */
  readonly width: number;
  /** Height of a frame in pixels, as stored. */
  readonly height: number;
  /** Number of frames; more than one for an animation. */
  readonly frames: number;
  /** Milliseconds for which each frame of an animation is shown. */
  readonly delay: number[];
  /** Number of times that an animation is shown; 0 is without end. */
  readonly loop: number;
  readonly orientation: Orientation;
  /** `true` for 16 bits a channel in colours other than sRGB. */
  readonly deepProfile: boolean;
  /** `true` for HEVC, which sharp's own builds cannot decode because of patents. */
  readonly patented: boolean;
}

/**
 * Reads the header of an image and rejects files that are no image, that are broken, or that would cost too much to
 * decode.
 * @throws PoisonError
 */
export async function inspect(bytes: Uint8Array, limits: ImageLimits): Promise<Source> {
  if (bytes.byteLength === 0) throw new PoisonError('EMPTY', 'The file has no bytes');
  checkSize(bytes.byteLength, limits);
  const signature = readSignature(bytes);
  if (!signature) throw new PoisonError('NOT_AN_IMAGE', 'The content is not that of an image');
  if (!signature.read) throw new PoisonError('UNSUPPORTED_FORMAT', `${signature.known} is not read`);
  const header = await readHeader(bytes);
  if (header.format !== signature.read)
    throw new PoisonError('UNSUPPORTED_FORMAT', `It begins as ${signature.read} and is ${header.format}`);
  const cost = costOf(header, signature.read);
  checkPixels(cost, limits);
  checkDecoding(cost, limits);
  if (header.format === 'gif' && !isCompleteGif(bytes)) throw new PoisonError('CORRUPT', 'The image is cut short');
  const { width, height, frames } = cost;
  return {
    format: signature.read,
    width,
    height,
    frames,
    delay: header.delay ?? [],
    loop: header.loop ?? 0,
    orientation: orientationOf(bytes, header, signature.read),
    deepProfile: header.space === 'rgb16' && header.icc !== undefined,
    patented: header.compression === 'hevc',
  };
}

const TRANSIENT = /out of memory|cannot allocate|unable to (create|malloc|allocate)|too many open|timeout/i;

/** Reports if an error of libvips is about the machine rather than the image. */
export function isTransient(error: unknown): boolean {
  // libheif reports its limits on hostile files as a failed allocation.
  const lines = String((error as Error | undefined)?.message).split('\n');
  return lines.some((line) => TRANSIENT.test(line) && !/security limit/i.test(line));
}

async function readHeader(bytes: Uint8Array): Promise<Metadata> {
  try {
    // Without a limit here, so that an image that is too large is distinguished from a broken one.
    return await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata();
  } catch (error) {
    if (isTransient(error)) throw error;
    throw new PoisonError('CORRUPT', 'The header of the image is broken', { cause: error });
  }
}

// The pages of other formats are separate images, of which the first is taken.
function frames(header: Metadata, format: SourceFormat): number {
  return format === 'gif' || format === 'webp' ? (header.pages ?? 1) : 1;
}

function costOf(header: Metadata, format: SourceFormat): DecodingCost {
  const { width, height, pageHeight = height } = header;
  return { width, height: pageHeight, frames: frames(header, format), bytesPerPixel: bytesPerPixel(header, format) };
}

/** Bytes of a sample, as libvips names their types. */
const SAMPLE: Readonly<Record<string, number>> = {
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
  complex: 8,
  double: 8,
  dpcomplex: 16,
};

/**
 * Memory for a decoded pixel, measured as the growth of the process for images of 12 and 50 megapixels: AVIF took 20
 * bytes, and 27 with more than 8 bits a sample, since libheif and libaom hold several copies of the image. Interlaced,
 * progressive or single-strip images are held at most one and a half times.
 */
function bytesPerPixel({ depth, channels }: Metadata, format: SourceFormat): number {
  const sample = SAMPLE[depth] ?? 1;
  if (format === 'heif') return sample === 1 ? 20 : 28;
  return 2 * channels * sample;
}

function orientationOf(bytes: Uint8Array, header: Metadata, format: SourceFormat): Orientation {
  const stored = (format === 'png' ? readPngOrientation(bytes) : undefined) ?? header.orientation;
  return (stored ?? 1) as Orientation;
}
