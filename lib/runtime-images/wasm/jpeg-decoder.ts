import factory from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import module from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm';
import { instantiate } from './instance.js';
import type { Decoder, Pixels } from './pixels.js';

interface Codec {
  decode(bytes: Uint8Array, turned: boolean): Pixels | null;
}

/** Decodes a JPEG as it is stored, whatever its orientation. */
export const decodeJpeg: Decoder = async (bytes) => {
  const codec = await instantiate<Codec>(factory, module);
  const pixels = codec.decode(bytes, false);
  if (pixels === null) throw new Error('The JPEG could not be decoded');
  return pixels;
};
