import type { Size } from '../geometry.js';

/** Decoded image: red, green, blue and alpha of 8 bits each, not premultiplied, row by row. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray;
}

/** Decodes an image. Any error it throws is the fault of the image. */
export type Decoder = (bytes: Uint8Array) => Promise<Pixels>;

/** Variant before encoding. */
export interface Picture extends Pixels {
  /** `true` if it has alpha: from the original, or from added borders. */
  readonly alpha: boolean;
}

/** Encodes an image. `quality` is 1 to 100. */
export type Encoder = (picture: Picture, quality: number | undefined) => Promise<Uint8Array<ArrayBuffer>>;
