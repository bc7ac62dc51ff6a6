import factory from '@jsquash/avif/codec/enc/avif_enc.js';
import module from '@jsquash/avif/codec/enc/avif_enc.wasm';
import type { BindingFactory } from '../../runtime/env.js';
import { instantiate } from './instance.js';
import type { Encoder, Pixels } from './pixels.js';

interface Codec {
  encode(pixels: Pixels['data'], width: number, height: number, options: object): Uint8Array<ArrayBuffer> | null;
}

/** Fast rather than small: on one processor, without threads, each slower step takes about twice as long. */
const OPTIONS = {
  qualityAlpha: -1,
  denoiseLevel: 0,
  tileColsLog2: 0,
  tileRowsLog2: 0,
  speed: 8,
  // 4:2:0, which takes two thirds of the memory of 4:4:4.
  subsample: 1,
  chromaDeltaQ: false,
  sharpness: 0,
  tune: 0,
  enableSharpYUV: false,
  bitDepth: 8,
  lossless: false,
};

/** Encodes an AVIF. */
export const encodeAvif: Encoder = async ({ data, width, height }, quality = 50) => {
  const codec = await instantiate<Codec>(factory, module);
  const bytes = codec.encode(data, width, height, { ...OPTIONS, quality });
  if (bytes === null) throw new Error('The AVIF could not be encoded');
  return bytes;
};

/** Passes it to a worker, as a binding is passed. */
export const encoder = (): BindingFactory => () => encodeAvif;
