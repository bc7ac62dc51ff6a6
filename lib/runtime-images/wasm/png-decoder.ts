import type { Decoder, Pixels } from './pixels.js';
import { copyIn, instantiatePng } from './png-instance.js';

/** Decodes a PNG: the first image of an animation. */
export const decodePng: Decoder = async (bytes) => {
  let pixels: Pixels | undefined;
  const codec = instantiatePng((start, length, width, height) => {
    // Views of the memory: the instance is used for nothing else.
    pixels = { data: new Uint8ClampedArray(codec.memory.buffer, start, length), width, height };
    return 0;
  });
  codec.decode(copyIn(codec, bytes), bytes.length);
  if (pixels === undefined) throw new Error('The PNG could not be decoded');
  return pixels;
};
