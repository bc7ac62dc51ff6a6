import { imageDefaults } from '../defaults';
import type { ImageLimits } from '../images/types';

const BYTES_OF_MIB = 1_048_576;

/** What an image may cost at most, for a function of `memory` MiB. */
export function imageLimits(props: {
  readonly maxBytes: number;
  readonly maxPixels: number;
  readonly memory: number;
}): ImageLimits {
  const { maxBytes, maxPixels, memory } = props;
  const { maxSide, decodedShare } = imageDefaults;
  const maxDecodedBytes = Math.floor((memory * BYTES_OF_MIB * decodedShare.value) / 100);
  return { maxBytes, maxPixels, maxSide: maxSide.value, maxDecodedBytes };
}
