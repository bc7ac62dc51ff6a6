import type { SetupWith } from '../../runtime/env.js';
import { PoisonError } from '../../runtime-images/poison-error.js';
import { renderVariants, tuneSharp } from '../../runtime-images/process.js';
import { recipeHash } from '../../runtime-images/recipe.js';
import { settle } from '../../runtime-images/settle.js';
import { readTransform } from '../../runtime-images/transform.js';
import type { ImageLimits, ImageTransform, ImageVariant } from '../../runtime-images/types.js';
import { imageStore } from '../../runtime-node/image-store.js';
import { createBucketClient } from '../clients/bucket.js';
import { localContext } from './context.js';
import { answerInvocations, type Work } from './thread.js';

/** Options of a pipeline. */
export interface ImageOptions {
  readonly variants: Readonly<Record<string, ImageVariant>>;
  readonly limits: ImageLimits;
  /** `true` if variants are deleted with their original. */
  readonly deleteVariants: boolean;
  /** Path of the bucket of the originals. */
  readonly source: string;
  /** Path of the bucket of the variants. */
  readonly results: string;
}

/** Result for an image that no other attempt would process: the message is given up at once. */
export interface GivenUp {
  readonly giveUp: string;
}

/**
 * The thread of an `ImagePipeline`: it keeps the variants of each original in the results bucket. `exported` is the
 * pipeline's transform, or null.
 */
export function imageWorker(exported: unknown, { options }: SetupWith<ImageOptions>): Work {
  const transform = readTransform(exported);
  tuneSharp(1);
  const work = workOf(options, transform);
  answerInvocations(false, work);
  return work;
}

function workOf(options: ImageOptions, transform: ImageTransform | undefined): Work {
  const { variants, limits, deleteVariants, source, results } = options;
  const places = { source: createBucketClient(source), results: createBucketClient(results) };
  return async (invocation) => {
    const ctx = localContext(invocation);
    if (invocation.event.kind !== 'object') throw new TypeError('The event is no object of a bucket');
    const { subject: key } = invocation.event.event;
    try {
      const outcome = await settle(key, {
        variants,
        limits,
        deleteVariants,
        store: imageStore(places, limits),
        recipe: (variant) => recipeHash(variant, transform?.toString()),
        render: (bytes, outdated) =>
          renderVariants(bytes, outdated, limits, transform && { transform, bucket: source, key }),
      });
      ctx.log.info(`The variants are ${outcome}`, { key });
      return { settled: ctx.settled() };
    } catch (error) {
      if (!(error instanceof PoisonError)) throw error;
      const { code, message } = error;
      ctx.log.warn('The image was refused and goes to the dead letters', { code, reason: message, key });
      return { result: { giveUp: code } satisfies GivenUp, settled: ctx.settled() };
    }
  };
}
