import sharp, { type Sharp } from 'sharp';
import { inspect, isTransient, type Source } from './inspect.js';
import { formatOf } from './keys.js';
import { PoisonError } from './poison-error.js';
import { framesOf, resize } from './resize.js';
import type { ImageFormat, ImageInfo, ImageLimits, ImageTransform, ImageVariant, RenderedVariant } from './types.js';

/** Transform of the user, with its arguments. */
export interface RenderStep {
  readonly transform: ImageTransform;
  readonly bucket: string;
  readonly key: string;
}

/** Durations of frames, for an animation whose frames were turned one by one. */
interface Timing {
  readonly delay?: number[];
  readonly loop?: number;
}

const ENCODERS: Record<ImageFormat, (image: Sharp, quality: number | undefined, timing: Timing) => Sharp> = {
  jpeg: (image, quality) => image.flatten({ background: 'white' }).jpeg({ quality, mozjpeg: true }),
  png: (image, quality) => image.png(quality === undefined ? {} : { quality }),
  webp: (image, quality, timing) => image.webp({ quality, ...timing }),
  avif: (image, quality) => image.avif({ quality }),
  gif: (image, _quality, timing) => image.gif(timing),
};

/** Configures sharp for a small machine that handles one image after the other. */
export function tuneSharp(cpus: number): void {
  // Nothing is read twice, and the next image would lack the memory of libvips' cache.
  sharp.cache(false);
  sharp.concurrency(cpus);
}

/**
 * Renders the variants of an image, one after the other so that memory holds one. The same bytes and the same sharp
 * give the same variants.
 *
 * Each variant decodes the source again: a JPEG or WebP is decoded at about the requested size, which takes less time
 * and memory than to decode it once in full and keep that.
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
    const resized = await resize(bytes, source, variant, {
      maxPixels: limits.maxPixels,
      run: (image) => decode(image, source),
    });
    const image = step ? await applyStep(resized, source, name, variant, step) : resized;
    rendered[name] = await encode(image, variant, source, step ? run : decode);
  }
  return rendered;
}

/**
 * Passes the resized pixels to the transform as a new image: sharp fixes the order of steps within a pipeline, in which
 * a second `resize` would replace the first and the size for an overlay would be unknown.
 */
async function applyStep(
  resized: Sharp,
  source: Source,
  name: string,
  variant: ImageVariant,
  { transform, bucket, key }: RenderStep,
): Promise<Sharp> {
  const frames = framesOf(source, variant);
  const animated = frames > 1;
  // Raw pixels would lose the delays of an animation.
  const pixels = animated ? resized.webp({ lossless: true, effort: 0, ...timingOf(source, variant) }) : resized.raw();
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
  const { data, info } = await to(ENCODERS[format](image, variant.quality, timingOf(source, variant)), source);
  const bytes = data as Uint8Array<ArrayBuffer>;
  const height = frameHeight(info, framesOf(source, variant));
  return { bytes, contentType: `image/${format}`, width: info.width, height };
}

/** Runs a pipeline in which only the source can be at fault. */
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

/** Returns the timing; undefined for an animation that is stored upright, as sharp keeps it. */
function timingOf(source: Source, variant: ImageVariant): Timing {
  if (framesOf(source, variant) === 1 || source.orientation === 1) return {};
  return { delay: source.delay, loop: source.loop };
}

// sharp before 0.34 reports only the height of all frames together.
function frameHeight(
  { height, pageHeight }: { readonly height: number; readonly pageHeight?: number },
  frames: number,
) {
  return pageHeight ?? height / frames;
}
