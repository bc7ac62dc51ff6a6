import sharp, { type Sharp } from 'sharp';
import { inspect, isTransient, type Source } from './inspect.js';
import { formatOf } from './keys.js';
import { PoisonError } from './poison-error.js';
import type { ImageFormat, ImageInfo, ImageLimits, ImageTransform, ImageVariant, RenderedVariant } from './types.js';

/** A user's step, and what to tell it. */
export interface RenderStep {
  readonly transform: ImageTransform;
  readonly bucket: string;
  readonly key: string;
}

/** The most that WebP, AVIF and JPEG all hold on a side. */
const MOST_SIDE = 16_383;

const ENCODERS: Record<ImageFormat, (image: Sharp, quality?: number) => Sharp> = {
  jpeg: (image, quality) => image.flatten({ background: 'white' }).jpeg({ quality, mozjpeg: true }),
  png: (image, quality) => image.png(quality === undefined ? {} : { quality }),
  webp: (image, quality) => image.webp({ quality }),
  avif: (image, quality) => image.avif({ quality }),
  gif: (image) => image.gif(),
};

/** Sets sharp up for a small machine that handles one image after the other. */
export function tuneSharp(cpus: number): void {
  // Nothing is read twice, and what libvips keeps would be missing to the next image.
  sharp.cache(false);
  sharp.concurrency(cpus);
}

/**
 * Renders the variants of an image, one after the other so that memory holds one. The same bytes and the same sharp give
 * the same variants.
 *
 * Each variant decodes the source anew: a JPEG or WebP is decoded at about the size that is asked for, which takes less
 * time and memory than to decode it once in full and keep that.
 * @throws PoisonError when no other attempt would do better
 */
export async function renderVariants(
  bytes: Uint8Array,
  variants: Readonly<Record<string, ImageVariant>>,
  limits: ImageLimits,
  step?: RenderStep,
): Promise<Record<string, RenderedVariant>> {
  const source = await inspect(bytes, limits);
  const rendered: Record<string, RenderedVariant> = {};
  for (const [name, variant] of Object.entries(variants)) {
    const resized = resize(bytes, source, variant, limits);
    const image = step ? await applyStep(resized, source, name, variant, step) : resized;
    rendered[name] = await encode(image, variant, source, step ? run : decode);
  }
  return rendered;
}

function resize(bytes: Uint8Array, source: Source, variant: ImageVariant, { maxPixels }: ImageLimits): Sharp {
  const format = formatOf(variant);
  const animated = framesOf(source, format) > 1;
  let image = sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels, animated });
  // libvips holds frames one below the other, where they cannot be turned.
  if (!animated) image = image.rotate();
  // sharp converts colours to sRGB and drops the profile, but those of 16 bits to Display P3, and drops that too.
  if (source.deepProfile) image = image.withIccProfile('srgb', { attach: false });
  const { width, height, fit = 'inside' } = variant;
  return image.resize({
    width: width ?? MOST_SIDE,
    height: height ?? MOST_SIDE,
    fit: width && height ? fit : 'inside',
    withoutEnlargement: true,
    background: { r: 255, g: 255, b: 255, alpha: format === 'jpeg' ? 1 : 0 },
  });
}

/**
 * Hands the resized pixels to the transform as an image of their own: sharp keeps an order of its own within a pipeline,
 * in which a second `resize` would replace the first and an overlay's size could not be known.
 */
async function applyStep(
  resized: Sharp,
  source: Source,
  name: string,
  variant: ImageVariant,
  { transform, bucket, key }: RenderStep,
): Promise<Sharp> {
  const frames = framesOf(source, formatOf(variant));
  const animated = frames > 1;
  // Raw pixels would lose the delays of an animation.
  const pixels = animated ? resized.webp({ lossless: true, effort: 0 }) : resized.raw();
  const { data, info } = await decode(pixels, source);
  const { width, height, channels } = info;
  const image = animated ? sharp(data, { animated }) : sharp(data, { raw: { width, height, channels } });
  const about: ImageInfo = { bucket, key, variant: name, width, height: frameHeight(info, frames) };
  const result = await transform(image, about);
  if (typeof result?.toBuffer === 'function') return result;
  throw new TypeError('[tradewind:TRANSFORM] The transform returned no sharp pipeline. Fix: return the image.');
}

async function encode(
  image: Sharp,
  variant: ImageVariant,
  source: Source,
  to: typeof decode,
): Promise<RenderedVariant> {
  const format = formatOf(variant);
  const { data, info } = await to(ENCODERS[format](image, variant.quality), source);
  const bytes = data as Uint8Array<ArrayBuffer>;
  const height = frameHeight(info, framesOf(source, format));
  return { bytes, contentType: `image/${format}`, width: info.width, height };
}

/** Runs a pipeline in which nothing but the source can be at fault. */
async function decode(image: Sharp, source: Source): ReturnType<typeof run> {
  try {
    return await run(image);
  } catch (error) {
    if (isTransient(error)) throw error;
    if (/too large for the/.test(String(error)))
      throw new PoisonError('TOO_MANY_PIXELS', 'A variant would be too long for its format', { cause: error });
    if (source.patented) throw new PoisonError('UNSUPPORTED_FORMAT', 'HEVC cannot be decoded', { cause: error });
    throw new PoisonError('CORRUPT', 'The image is broken or cut short', { cause: error });
  }
}

function run(image: Sharp) {
  return image.toBuffer({ resolveWithObject: true });
}

function framesOf({ frames }: Source, format: ImageFormat): number {
  return format === 'webp' || format === 'gif' ? frames : 1;
}

// sharp before 0.34 tells the height of all frames together only.
function frameHeight(
  { height, pageHeight }: { readonly height: number; readonly pageHeight?: number },
  frames: number,
) {
  return pageHeight ?? height / frames;
}
