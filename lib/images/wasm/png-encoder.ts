import type { BindingFactory } from '../../runtime/env.js';
import type { Encoder } from './pixels.js';
import { copyIn, instantiatePng } from './png-instance.js';

/** Encodes a PNG without loss; quality has no meaning. */
export const encodePng: Encoder = async ({ data, width, height }) => {
  const codec = instantiatePng(() => 0);
  const result = codec.__wbindgen_add_to_stack_pointer(-16);
  codec.encode(result, copyIn(codec, data), data.length, width, height, 8);
  const [start, length] = new Uint32Array(codec.memory.buffer, result, 2);
  return new Uint8Array(codec.memory.buffer.slice(start!, start! + length!));
};

/** Hands it to a worker, as a binding is. */
export const encoder = (): BindingFactory => () => encodePng;
