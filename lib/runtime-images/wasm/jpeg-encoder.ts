import factory from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js';
import module from '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm';
import type { BindingFactory } from '../../runtime/env.js';
import { instantiate } from './instance.js';
import type { Encoder, Pixels } from './pixels.js';

interface Codec {
  encode(pixels: Pixels['data'], width: number, height: number, options: object): Uint8Array<ArrayBuffer>;
}

/** Settings that sharp uses for `mozjpeg: true`. */
const OPTIONS = {
  baseline: false,
  arithmetic: false,
  progressive: true,
  optimize_coding: true,
  smoothing: 0,
  // YCbCr
  color_space: 3,
  quant_table: 3,
  trellis_multipass: true,
  trellis_opt_zero: false,
  trellis_opt_table: false,
  trellis_loops: 1,
  auto_subsample: false,
  chroma_subsample: 2,
  separate_chroma_quality: false,
  chroma_quality: 75,
};

/** Encodes a JPEG. Alpha is left out, so the image must be opaque. */
export const encodeJpeg: Encoder = async ({ data, width, height }, quality = 80) => {
  const codec = await instantiate<Codec>(factory, module);
  return codec.encode(data, width, height, { ...OPTIONS, quality });
};

/** Passes it to a worker, as a binding is passed. */
export const encoder = (): BindingFactory => () => encodeJpeg;
