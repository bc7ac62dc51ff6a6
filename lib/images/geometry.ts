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

/** Places an upright image, by the rules of sharp with `withoutEnlargement`. `mostSide` is what the format can hold. */
export function place(source: Size, variant: ImageVariant, mostSide: number): Placement {
  const { width = mostSide, height = mostSide } = variant;
  const fit = variant.width && variant.height ? (variant.fit ?? 'inside') : 'inside';
  const shrinks = shrinksOf(source, { width, height }, fit);
  const scaled = { width: shrunk(source.width, shrinks.x), height: shrunk(source.height, shrinks.y) };
  if (fit === 'cover') {
    const canvas = { width: Math.min(width, scaled.width), height: Math.min(height, scaled.height) };
    // Of an odd pixel, more goes at the left and the top.
    const cut = (whole: number, part: number) => -Math.floor((whole - part + 1) / 2);
    return { scaled, canvas, left: cut(scaled.width, canvas.width), top: cut(scaled.height, canvas.height) };
  }
  if (fit === 'contain') {
    const border = (whole: number, part: number) => Math.round((whole - part) / 2);
    return {
      scaled,
      canvas: { width, height },
      left: border(width, scaled.width),
      top: border(height, scaled.height),
    };
  }
  return { scaled, canvas: scaled, left: 0, top: 0 };
}

function shrinksOf(source: Size, target: Size, fit: NonNullable<ImageVariant['fit']>): { x: number; y: number } {
  const x = source.width / target.width;
  const y = source.height / target.height;
  if (fit === 'fill') return { x: Math.max(1, x), y: Math.max(1, y) };
  const both = Math.max(1, fit === 'cover' || fit === 'outside' ? Math.min(x, y) : Math.max(x, y));
  return { x: both, y: both };
}

function shrunk(side: number, by: number): number {
  return Math.max(1, Math.round(side / by));
}
