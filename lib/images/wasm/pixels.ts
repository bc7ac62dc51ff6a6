import type { Size } from '../geometry.js';

/** A decoded image: red, green, blue and alpha of 8 bits each, not premultiplied, row by row. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray;
}

/** Decodes an image. Whatever it throws, the image is at fault. */
export type Decoder = (bytes: Uint8Array) => Promise<Pixels>;

/** Encodes an image. `quality` is 1 to 100. */
export type Encoder = (pixels: Pixels, quality: number | undefined) => Promise<Uint8Array<ArrayBuffer>>;
