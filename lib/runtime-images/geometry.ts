import type { ImageVariant } from './types.js';

/** Width and height in whole pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How an image becomes a variant: it is scaled, then cut or framed about its centre. */
export interface Placement {
  /** Size of the whole image once it is scaled. */
  readonly scaled: Size;
  /** Size of the variant. */
  readonly canvas: Size;
  /** Where the scaled image begins on the canvas; negative where it is cut. */
  readonly left: number;
  readonly top: number;
}

/** The most that WebP, AVIF and JPEG all hold on a side. */
const MAX_SIDE = 16_383;

/**
 * Places an upright image, by the rules of sharp with `withoutEnlargement`. Both renderers scale to what it says, so that
 * a variant has the same sides whatever reads the original, and at which size.
 */
export function place(source: Size, variant: ImageVariant): Placement {
  const { width = MAX_SIDE, height = MAX_SIDE } = variant;
  const fit = variant.width && variant.height ? (variant.fit ?? 'inside') : 'inside';
  const shrink = shrinkOf(source, { width, height }, fit);
  const scaled = { width: shrunk(source.width, shrink.width), height: shrunk(source.height, shrink.height) };
  if (fit === 'cover') {
    const canvas = { width: Math.min(width, scaled.width), height: Math.min(height, scaled.height) };
    // Of an odd pixel, more goes at the left and the top.
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

/** Multiplied, as libvips does: it decides what becomes of halves. */
function shrunk(side: number, by: number): number {
  return Math.max(1, Math.round(side * (1 / by)));
}
