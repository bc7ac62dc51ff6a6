import factory from '@jsquash/webp/codec/enc/webp_enc_simd.js';
import module from '@jsquash/webp/codec/enc/webp_enc_simd.wasm';
import type { BindingFactory } from '../../runtime/env.js';
import { instantiate } from './instance.js';
import type { Encoder, Pixels } from './pixels.js';

interface Codec {
  encode(pixels: Pixels['data'], width: number, height: number, options: object): Uint8Array<ArrayBuffer> | null;
}

/** The encoder's own default, which sharp also uses. */
const OPTIONS = {
  target_size: 0,
  target_PSNR: 0,
  method: 4,
  sns_strength: 50,
  filter_strength: 60,
  filter_sharpness: 0,
  filter_type: 1,
  partitions: 0,
  segments: 4,
  pass: 1,
  show_compressed: 0,
  preprocessing: 0,
  autofilter: 0,
  partition_limit: 0,
  alpha_compression: 1,
  alpha_filtering: 1,
  alpha_quality: 100,
  lossless: 0,
  exact: 0,
  image_hint: 0,
  emulate_jpeg_size: 0,
  thread_level: 0,
  // Slightly slower, with half the memory.
  low_memory: 1,
  near_lossless: 100,
  use_delta_palette: 0,
  use_sharp_yuv: 0,
};

/** Encodes a WebP. */
export const encodeWebp: Encoder = async ({ data, width, height }, quality = 80) => {
  const codec = await instantiate<Codec>(factory, module);
  const bytes = codec.encode(data, width, height, { ...OPTIONS, quality });
  if (bytes === null) throw new Error('The WebP could not be encoded');
  return bytes;
};

/** Passes it to a worker, as a binding is passed. */
export const encoder = (): BindingFactory => () => encodeWebp;
