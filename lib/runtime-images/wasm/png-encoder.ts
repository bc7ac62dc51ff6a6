import { crc32, deflateSync } from 'node:zlib';
import type { BindingFactory } from '../../runtime/env.js';
import type { Encoder } from './pixels.js';
import { filterRows } from './png-filters.js';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Red, green and blue, and with alpha, as the header of a PNG numbers them. */
const COLOR = { 3: 2, 4: 6 } as const;

/**
 * Encodes a PNG without loss; quality has no effect. The codecs for WebAssembly write alpha into each PNG, a quarter of
 * its samples; here an opaque image has none, as with sharp.
 * @see https://www.w3.org/TR/png-3/
 */
export const encodePng: Encoder = async (picture) => {
  const channels = picture.alpha ? 4 : 3;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, picture.width);
  view.setUint32(4, picture.height);
  header.set([8, COLOR[channels]], 8);
  const data = deflateSync(filterRows(picture, channels), { level: 6 });
  const parts = [SIGNATURE, ...chunk('IHDR', header), ...chunk('IDAT', data), ...chunk('IEND', new Uint8Array(0))];
  return join(parts);
};

/** Passes it to a worker, as a binding is passed. */
export const encoder = (): BindingFactory => () => encodePng;

function chunk(type: string, data: Uint8Array): Uint8Array[] {
  const name = new TextEncoder().encode(type);
  return [number(data.length), name, data, number(crc32(data, crc32(name)))];
}

function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
