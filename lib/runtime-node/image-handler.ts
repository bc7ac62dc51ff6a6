import type { BucketClient } from '../runtime/clients.js';
import type { HandlerOf } from '../runtime/handler.js';
import { renderVariants, tuneSharp } from '../runtime-images/process.js';
import { recipeHash } from '../runtime-images/recipe.js';
import { type ImagePlan, settle } from '../runtime-images/settle.js';
import { readTransform } from '../runtime-images/transform.js';
import type { ImageLimits, ImageTransform, ImageVariant } from '../runtime-images/types.js';
import { imageStore } from './image-store.js';
import type { UploadOptions } from './upload-route.js';

/** Options of a pipeline's adapter. Variants are deleted with their original where the provider reports deletions. */
export interface ImageOptions extends UploadOptions {
  readonly variants: Readonly<Record<string, ImageVariant>>;
  readonly limits: ImageLimits;
}

type Render = ImagePlan['render'];

/**
 * Handles an upload to an `ImagePipeline`: keeps the variants of the objects of `BUCKET` in `RESULTS`. `exported` is
 * the pipeline's transform, or null.
 */
export function imageHandler(exported: unknown, options: ImageOptions): HandlerOf<'object'> {
  const transform = readTransform(exported);
  // The smaller instances have one core.
  tuneSharp(1);
  const render = oneByOne(rendererOf(options, transform));
  return {
    async object({ subject: key }, env, { log }) {
      const places = { source: env.BUCKET as BucketClient, results: env.RESULTS as BucketClient };
      const { variants, limits, deletions: deleteVariants } = options;
      const recipe = (variant: ImageVariant) => recipeHash(variant, transform?.toString());
      const plan = { variants, limits, deleteVariants, store: imageStore(places, limits), recipe, render };
      log.info(`The variants are ${await settle(key, plan)}`, { key });
    },
  };
}

function rendererOf({ bucket, limits }: ImageOptions, transform: ImageTransform | undefined): Render {
  return (bytes, outdated, key) => renderVariants(bytes, outdated, limits, transform && { transform, bucket, key });
}

/** Processes one image after the other, for memory: an instance may receive many uploads at once. */
function oneByOne(render: Render): Render {
  let last: Promise<unknown> = Promise.resolve();
  return (...given) => {
    const next = last.then(() => render(...given));
    last = next.catch(() => {});
    return next;
  };
}
