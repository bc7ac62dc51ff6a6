import { turnedSize } from '../exif.js';
import { hasBorders, type Placement, place } from '../geometry.js';
import { type HeaderFormat, type ImageHeader, readHeader } from '../header.js';
import { type ColorProfile, readProfile } from '../icc.js';
import { formatOf } from '../keys.js';
import { checkPixels, checkSize } from '../limits.js';
import { PoisonError } from '../poison-error.js';
import { readSignature } from '../signature.js';
import type { ImageFormat, ImageLimits, ImageVariant, RenderedVariant } from '../types.js';
import { flatten, makeUpright, putOnCanvas } from './arrange.js';
import { decodeJpeg } from './jpeg-decoder.js';
import { checkMemory, type Planned } from './memory.js';
import type { Decoder, Encoder, Picture, Pixels } from './pixels.js';
import { decodePng } from './png-decoder.js';
import { resample } from './resample.js';
import { toSrgb } from './to-srgb.js';
import { decodeWebp } from './webp-decoder.js';

/** Bundled encoders by format. */
export type Encoders = Readonly<Partial<Record<ImageFormat, Encoder>>>;

const DECODERS: Record<HeaderFormat, Decoder> = { jpeg: decodeJpeg, png: decodePng, webp: decodeWebp };

/**
 * Renders the variants of an image by codecs of WebAssembly, one after the other so that memory holds one. The same
 * bytes and the same codecs give the same variants. It waits for nothing but its own computation: no other event can
 * begin in between, and no two images are decoded at the same time.
 * @throws PoisonError when no other attempt would do better
 */
export async function renderVariants(
  bytes: Uint8Array,
  variants: Readonly<Record<string, ImageVariant>>,
  limits: ImageLimits,
  encoders: Encoders,
): Promise<Record<string, RenderedVariant>> {
  const { format, header } = inspect(bytes, limits);
  const planned = plan(header, variants);
  checkMemory(bytes.byteLength, format, header, planned);
  // The decoded image is freed before the first encoder needs memory.
  const resized = await decodeSizes(bytes, format, header, planned);
  const rendered: Record<string, RenderedVariant> = {};
  for (const [name, variant] of Object.entries(variants))
    rendered[name] = await encode(resized[name]!, variant, encoders);
  return rendered;
}

function plan(header: ImageHeader, variants: Readonly<Record<string, ImageVariant>>): Record<string, Planned> {
  const upright = turnedSize(header, header.orientation);
  const entries = Object.entries(variants).map(
    ([name, variant]) => [name, { variant, placement: place(upright, variant) }] as const,
  );
  return Object.fromEntries(entries);
}

async function decodeSizes(
  bytes: Uint8Array,
  format: HeaderFormat,
  header: ImageHeader,
  planned: Readonly<Record<string, Planned>>,
): Promise<Record<string, Picture>> {
  const pixels = await decode(bytes, format);
  if (pixels.width !== header.width || pixels.height !== header.height)
    throw new PoisonError('CORRUPT', 'The size in the header differs from that of the content');
  const profile = header.profile && readProfile(header.profile);
  const entries = Object.entries(planned).map(([name, { placement }]) => [
    name,
    resize(pixels, header, placement, profile),
  ]);
  return Object.fromEntries(entries);
}

/** Reads the header of an image and rejects files that are no image, or that cannot be decoded here. */
function inspect(bytes: Uint8Array, limits: ImageLimits): { format: HeaderFormat; header: ImageHeader } {
  if (bytes.byteLength === 0) throw new PoisonError('EMPTY', 'The file has no bytes');
  checkSize(bytes.byteLength, limits);
  const signature = readSignature(bytes);
  if (!signature) throw new PoisonError('NOT_AN_IMAGE', 'The content is not that of an image');
  const { read } = signature;
  if (read !== 'jpeg' && read !== 'png' && read !== 'webp')
    throw new PoisonError('UNSUPPORTED_FORMAT', `${read ?? signature.known} is not read here; JPEG, PNG and WebP are`);
  const header = readHeader(bytes, read);
  checkPixels({ ...header, frames: 1 }, limits);
  if (header.animated && read === 'webp')
    throw new PoisonError('UNSUPPORTED_FORMAT', 'It is an animation, which is not read here');
  if (header.lossless) throw new PoisonError('UNSUPPORTED_FORMAT', 'It is a lossless JPEG, which is not read here');
  if (header.inks) throw new PoisonError('UNSUPPORTED_FORMAT', 'Its colours are CMYK');
  return { format: read, header };
}

async function decode(bytes: Uint8Array, format: HeaderFormat): Promise<Pixels> {
  try {
    return await DECODERS[format](bytes);
  } catch (error) {
    if (isExhausted(error)) throw error;
    throw new PoisonError('CORRUPT', 'The image is broken or cut short', { cause: error });
  }
}

/** Reports if an error is about the remaining memory rather than the image. */
function isExhausted(error: unknown): boolean {
  return /\bOOM\b|out of memory|enlarge memory|allocation failed/i.test(String((error as Error | undefined)?.message));
}

/** Scales the image as stored, and turns the result, which has fewer pixels. */
function resize(
  pixels: Pixels,
  { orientation, alpha }: ImageHeader,
  placement: Placement,
  profile: ColorProfile | undefined,
): Picture {
  const scaled = resample(pixels, turnedSize(placement.scaled, orientation));
  if (profile) toSrgb(scaled, profile);
  return { ...putOnCanvas(makeUpright(scaled, orientation), placement), alpha: alpha || hasBorders(placement) };
}

async function encode(picture: Picture, variant: ImageVariant, encoders: Encoders): Promise<RenderedVariant> {
  const format = formatOf(variant);
  const { width, height } = picture;
  const bytes = await encoders[format]!(
    format === 'jpeg' ? { ...flatten(picture), alpha: false } : picture,
    variant.quality,
  );
  return { bytes, contentType: `image/${format}`, width, height };
}
