import type { Sharp } from 'sharp';
import type { Orientation } from './exif.js';
import type { Source } from './inspect.js';

/** Turns by degrees, then mirrors, so that an image is upright. */
const TURNS: Record<Orientation, { readonly degrees: 0 | 90 | 180 | 270; readonly mirror: boolean }> = {
  1: { degrees: 0, mirror: false },
  2: { degrees: 0, mirror: true },
  3: { degrees: 180, mirror: false },
  4: { degrees: 180, mirror: true },
  5: { degrees: 270, mirror: true },
  6: { degrees: 90, mirror: false },
  7: { degrees: 90, mirror: true },
  8: { degrees: 270, mirror: false },
};

/** Turns an image by an orientation that sharp does not know. */
export function turn(image: Sharp, orientation: Orientation): Sharp {
  const { degrees, mirror } = TURNS[orientation];
  const turned = degrees === 0 ? image : image.rotate(degrees);
  return mirror ? turned.flop() : turned;
}

/** Turns a still image upright. For PNG we pass the orientation: sharp misses one that follows the pixels. */
export function makeUpright(image: Sharp, { format, orientation }: Source): Sharp {
  return format === 'png' ? turn(image, orientation) : image.rotate();
}
