import { recipeHash } from '../../runtime-images/recipe.js';
import type { ImageLimits, ImageTransform, ImageVariant } from '../../runtime-images/types.js';

/** Settings of the function of a pipeline, as JSON in `TRADEWIND_IMAGES`. */
export interface ImageSettings {
  readonly variants: Readonly<Record<string, ImageVariant>>;
  readonly limits: ImageLimits;
  /** Bucket of the variants. */
  readonly results: string;
  /** URL of the dead-letter queue. */
  readonly deadLetters: string;
  /** Deletes variants with their original. */
  readonly deleteVariants: boolean;
}

/** Reads `TRADEWIND_IMAGES`. */
export function readSettings(env: NodeJS.ProcessEnv): ImageSettings {
  if (!env.TRADEWIND_IMAGES) throw new Error('[tradewind:IMAGES] TRADEWIND_IMAGES is not set.');
  return JSON.parse(env.TRADEWIND_IMAGES);
}

/** Hash of everything known here that determines the content of a variant. */
export function variantHash(variant: ImageVariant, transform: ImageTransform | undefined): string {
  return recipeHash(variant, transform?.toString());
}
