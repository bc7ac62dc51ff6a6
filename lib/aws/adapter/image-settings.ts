import { recipeHash } from '../../runtime-images/recipe.js';
import type { ImageLimits, ImageTransform, ImageVariant } from '../../runtime-images/types.js';

/** What the pipeline tells its function, as JSON in `TRADEWIND_IMAGES`. */
export interface ImageSettings {
  readonly variants: Readonly<Record<string, ImageVariant>>;
  readonly limits: ImageLimits;
  /** Bucket of the variants. */
  readonly results: string;
  /** URL of the queue for what can never be processed. */
  readonly deadLetters: string;
  /** Deletes variants with their original. */
  readonly deleteVariants: boolean;
}

/** Reads `TRADEWIND_IMAGES`. */
export function readSettings(env: NodeJS.ProcessEnv): ImageSettings {
  if (!env.TRADEWIND_IMAGES) throw new Error('[tradewind:IMAGES] TRADEWIND_IMAGES is not set.');
  return JSON.parse(env.TRADEWIND_IMAGES);
}

/** Changes with whatever decides what a variant looks like, as far as can be seen from here. */
export function variantHash(variant: ImageVariant, transform: ImageTransform | undefined): string {
  return recipeHash(variant, transform?.toString());
}
