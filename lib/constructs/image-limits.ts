import { defaults, imageDefaults } from '../defaults';
import type { ImageLimits } from '../runtime-images/types';

const BYTES_OF_MIB = 1_048_576;

/**
 * Limits of an image, for a function of `memory` MiB.
 * @param assumed memory in MiB if the plan sets it, or if it is known only at deployment: a token is a negative number
 */
export function imageLimits(
  props: { readonly maxBytes: number; readonly maxPixels: number; readonly memory?: number },
  assumed: number = defaults.ImagePipeline.memory.value,
): ImageLimits {
  const { maxBytes, maxPixels } = props;
  const { maxSide, decodedShare } = imageDefaults;
  const memory = props.memory !== undefined && props.memory > 0 ? props.memory : assumed;
  const maxDecodedBytes = Math.floor((memory * BYTES_OF_MIB * decodedShare.value) / 100);
  return { maxBytes, maxPixels, maxSide: maxSide.value, maxDecodedBytes };
}
