import { createHash } from 'node:crypto';
import { formatOf } from './keys.js';
import type { ImageVariant } from './types.js';

/**
 * Returns a hash that changes with everything that determines a variant; `more` holds what the variant's own settings
 * do not.
 */
export function recipeHash(variant: ImageVariant, more: string | undefined): string {
  const { width, height, fit, quality } = variant;
  const recipe = JSON.stringify([formatOf(variant), width, height, fit, quality, more]);
  return createHash('sha256').update(recipe).digest('hex').slice(0, 32);
}
