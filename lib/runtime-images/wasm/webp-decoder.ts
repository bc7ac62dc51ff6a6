import factory from '@jsquash/webp/codec/dec/webp_dec.js';
import module from '@jsquash/webp/codec/dec/webp_dec.wasm';
import { instantiate } from './instance.js';
import type { Decoder, Pixels } from './pixels.js';

interface Codec {
  decode(bytes: Uint8Array): Pixels | null;
}

/** Decodes a WebP without animation. */
export const decodeWebp: Decoder = async (bytes) => {
  const codec = await instantiate<Codec>(factory, module);
  const pixels = codec.decode(bytes);
  if (pixels === null) throw new Error('The WebP could not be decoded');
  return pixels;
};
