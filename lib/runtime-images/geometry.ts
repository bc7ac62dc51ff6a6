import type { ImageVariant } from './types.js';

/** Width and height in whole pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Placement of an image in a variant: it is scaled, then cropped or padded about its centre. */
export interface Placement {
  /** Size of the whole image after scaling. */
  readonly scaled: Size;
  /** Size of the variant. */
  readonly canvas: Size;
  /** Position of the scaled image on the canvas; negative where it is cropped. */
  readonly left: number;
  readonly top: number;
}

/** Longest side that WebP, AVIF and JPEG all support. */
const MAX_SIDE = 16_383;

/**
 * Places an upright image, by the rules of sharp with `withoutEnlargement`. Both renderers scale to the result, so that
 * a variant has the same size whatever reads the original, and at which size.
 */
export function place(source: Size, variant: ImageVariant): Placement {
  const { width = MAX_SIDE, height = MAX_SIDE } = variant;
  const fit = variant.width && variant.height ? (variant.fit ?? 'inside') : 'inside';
  const shrink = shrinkOf(source, { width, height }, fit);
  const scaled = { width: shrunk(source.width, shrink.width), height: shrunk(source.height, shrink.height) };
  if (fit === 'cover') {
    const canvas = { width: Math.min(width, scaled.width), height: Math.min(height, scaled.height) };
    // The extra pixel of an odd difference goes to the left and the top.
    const cut = (whole: number, part: number) => -Math.floor((whole - part + 1) / 2);
    return { scaled, canvas, left: cut(scaled.width, canvas.width), top: cut(scaled.height, canvas.height) };
  }
  if (fit === 'contain') {
    const border = (whole: number, part: number) => Math.floor((whole - part) / 2);
    return {
      scaled,
      canvas: { width, height },
      left: border(width, scaled.width),
      top: border(height, scaled.height),
    };
  }
  return { scaled, canvas: scaled, left: 0, top: 0 };
}

/** Recognizes a variant with borders around the image. */
export function hasBorders({ scaled, canvas }: Placement): boolean {
  return canvas.width > scaled.width || canvas.height > scaled.height;
}

function shrinkOf(source: Size, target: Size, fit: NonNullable<ImageVariant['fit']>): Size {
  // Never below one pixel, either.
  const limit = (shrink: number, side: number) => Math.min(Math.max(1, shrink), side);
  const x = source.width / target.width;
  const y = source.height / target.height;
  const both = fit === 'cover' || fit === 'outside' ? Math.min(x, y) : Math.max(x, y);
  const [width, height] = fit === 'fill' ? [x, y] : [both, both];
  return { width: limit(width, source.width), height: limit(height, source.height) };
}

/** Multiplied, as in libvips, which decides how halves are rounded. */
function shrunk(side: number, by: number): number {
  return Math.max(1, Math.round(side * (1 / by)));
}
