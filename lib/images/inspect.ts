import sharp, { type Metadata } from 'sharp';
import { isCompleteGif } from './gif.js';
import { checkPixels, checkSize } from './limits.js';
import { PoisonError } from './poison-error.js';
import { readSignature, type SourceFormat } from './signature.js';
import type { ImageLimits } from './types.js';

/** What is known of an image before it is decoded. */
export interface Source {
  readonly format: SourceFormat;
  /** More than one for an animation. */
  readonly frames: number;
  /** 16 bits a channel, and colours that are not sRGB. */
  readonly deepProfile: boolean;
  /** Compressed in a way that sharp's own builds cannot decode, for patents. */
  readonly patented: boolean;
}

/**
 * Reads the header of an image and refuses what is none, what is broken, and what would cost too much to decode.
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
  checkPixels(pixelsOf(header, signature.read), limits);
  if (header.format === 'gif' && !isCompleteGif(bytes)) throw new PoisonError('CORRUPT', 'The image is cut short');
  return {
    format: signature.read,
    frames: frames(header, signature.read),
    deepProfile: header.space === 'rgb16' && header.icc !== undefined,
    patented: header.compression === 'hevc',
  };
}

/** Whether an error of libvips is about the machine rather than the image. */
export function isTransient(error: unknown): boolean {
  // libheif reports its limits on hostile files as a failed allocation.
  const message = String((error as Error | undefined)?.message).replace(/.*security limit.*/gi, '');
  return /out of memory|cannot allocate|unable to (create|malloc|allocate)|too many open|timeout/i.test(message);
}

async function readHeader(bytes: Uint8Array): Promise<Metadata> {
  try {
    // Without a limit here, so that an image that is too large can be told from a broken one.
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

function pixelsOf(header: Metadata, format: SourceFormat): number {
  const { width = 0, height = 0, pageHeight = height } = header;
  return width * pageHeight * frames(header, format);
}
