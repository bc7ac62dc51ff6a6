import type { Size } from '../geometry.js';

/** A decoded image: red, green, blue and alpha of 8 bits each, not premultiplied, row by row. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray;
}

/** Decodes an image. Whatever it throws, the image is at fault. */
export type Decoder = (bytes: Uint8Array) => Promise<Pixels>;

/** A variant before it is encoded. */
export interface Picture extends Pixels {
  /** `true` if it has alpha: the original has, or borders were added. */
  readonly alpha: boolean;
}

/** Encodes an image. `quality` is 1 to 100. */
export type Encoder = (picture: Picture, quality: number | undefined) => Promise<Uint8Array<ArrayBuffer>>;
