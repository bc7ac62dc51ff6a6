import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { turnedSize } from './exif.js';
import { hasBorders, type Placement, place, type Size } from './geometry.js';
import type { Source } from './inspect.js';
import { formatOf } from './keys.js';
import type { ImageVariant } from './types.js';
import { makeUpright, turn } from './upright.js';

/** Runs a pipeline to its end. */
type Run = (image: Sharp) => Promise<{ readonly data: Buffer; readonly info: OutputInfo }>;

/** Frames of a variant: formats without animation take the first. */
export function framesOf({ frames }: Source, variant: ImageVariant): number {
  const format = formatOf(variant);
  return format === 'webp' || format === 'gif' ? frames : 1;
}

/** Renders a variant of an image before encoding: upright, in sRGB, at its size. */
export async function resize(
  bytes: Uint8Array,
  source: Source,
  variant: ImageVariant,
  { maxPixels, run }: { readonly maxPixels: number; readonly run: Run },
): Promise<Sharp> {
  const placement = place(turnedSize(source, source.orientation), variant);
  const animated = framesOf(source, variant) > 1;
  const original = withColors(sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels, animated }), source);
  if (!animated) return onCanvas(scale(makeUpright(original, source), placement.scaled), placement, variant);
  const scaled = scale(original, turnedSize(placement.scaled, source.orientation));
  if (source.orientation === 1) return onCanvas(scaled, placement, variant);
  return turnFrames(await run(scaled.raw()), source, (frame) => onCanvas(frame, placement, variant));
}

/** sharp converts colours to sRGB and drops the profile, but those of 16 bits to Display P3, and drops that too. */
function withColors(image: Sharp, { deepProfile }: Source): Sharp {
  return deepProfile ? image.withIccProfile('srgb', { attach: false }) : image;
}

/**
 * Scales to exactly these sides: the result of sharp for a box depends on the size at which it decodes the original.
 */
function scale(image: Sharp, { width, height }: Size): Sharp {
  return image.resize({ width, height, fit: 'fill' });
}

/** One by one: libvips holds frames one below the other, and turns, crops and pads raw pixels only as a whole. */
async function turnFrames(
  { data, info }: Awaited<ReturnType<Run>>,
  { frames, orientation }: Source,
  finish: (frame: Sharp) => Sharp,
): Promise<Sharp> {
  const raw = { width: info.width, height: info.height / frames, channels: info.channels };
  const size = data.length / frames;
  const done: Buffer[] = [];
  let made = info;
  for (let at = 0; at < data.length; at += size) {
    const turned = await toRaw(turn(sharp(data.subarray(at, at + size), { raw }), orientation));
    const frame = await toRaw(finish(sharp(turned.data, { raw: turned.info })));
    done.push(frame.data);
    made = frame.info;
  }
  const { width, height, channels } = made;
  return sharp(Buffer.concat(done), { raw: { width, height: height * frames, channels, pageHeight: height } });
}

function toRaw(image: Sharp) {
  return image.raw().toBuffer({ resolveWithObject: true });
}

/** Crops what is beyond the canvas, or adds borders: transparent where the format supports it, else white. */
function onCanvas(image: Sharp, placement: Placement, variant: ImageVariant): Sharp {
  const { scaled, canvas, left, top } = placement;
  if (left < 0 || top < 0) return image.extract({ left: -left, top: -top, ...canvas });
  if (!hasBorders(placement)) return image;
  const [right, bottom] = [canvas.width - scaled.width - left, canvas.height - scaled.height - top];
  const background = { r: 255, g: 255, b: 255, alpha: formatOf(variant) === 'jpeg' ? 1 : 0 };
  return image.extend({ left, top, right, bottom, background });
}
