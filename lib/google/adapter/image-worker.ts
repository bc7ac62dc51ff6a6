import type { SetupWith } from '../../runtime/env.js';
import type { ObjectEvent } from '../../runtime/types.js';
import { PoisonError } from '../../runtime-images/poison-error.js';
import { renderVariants, tuneSharp } from '../../runtime-images/process.js';
import { recipeHash } from '../../runtime-images/recipe.js';
import { type ImagePlan, settle } from '../../runtime-images/settle.js';
import { readTransform } from '../../runtime-images/transform.js';
import type { ImageLimits, ImageTransform, ImageVariant } from '../../runtime-images/types.js';
import { googleApi } from '../clients/google-api.js';
import { requestContext } from './context.js';
import type { HttpFunction } from './http.js';
import { sendDeadLetter } from './image-dead-letters.js';
import { imageStore } from './image-store.js';
import { toObjectEvent } from './object.js';
import { type PushMessage, readPush } from './push.js';
import { answer } from './queue.js';

/** Options of the adapter, which the construct sets. */
export interface ImageOptions {
  readonly variants: Readonly<Record<string, ImageVariant>>;
  readonly limits: ImageLimits;
  /** Deletes variants with their original. */
  readonly deleteVariants: boolean;
  readonly timeoutSeconds: number;
  /** Number of vCPUs. */
  readonly cpus: number;
}

type Log = ReturnType<typeof requestContext>['log'];

/**
 * Function of an `ImagePipeline`: receives the objects of the source bucket, and stores the variants of each in the results
 * bucket. `exported` is the transform of the pipeline, or null. An image that cannot succeed goes to the dead letters at once;
 * other failures are delivered again.
 */
export function imageWorker(exported: unknown, { options }: SetupWith<ImageOptions>): HttpFunction {
  const transform = readTransform(exported);
  tuneSharp(options.cpus);
  return async (request, response) => {
    const ctx = requestContext(request, options.timeoutSeconds);
    try {
      const { message, deliveryAttempt = 1 } = readPush(request);
      const delivery = { id: message.messageId, attempt: deliveryAttempt };
      const plan = (bucket: string) => ({ ...planOf(bucket, options, transform), delivery });
      const done = await handle(message, plan, ctx.log);
      answer(response, { id: message.messageId, retry: !done });
    } catch (error) {
      ctx.log.error('The message could not be read', error);
      answer(response, undefined);
    }
    await ctx.settled();
  };
}

function planOf(source: string, options: ImageOptions, transform: ImageTransform | undefined): ImagePlan {
  const { STORAGE_EMULATOR_HOST: emulator, TRADEWIND_RESULTS: results } = process.env;
  if (source === results) throw new PoisonError('LOOP', 'The event is of the results bucket, whose images are results');
  const host = emulator ?? 'https://storage.googleapis.com';
  const { variants, limits, deleteVariants } = options;
  return {
    variants,
    limits,
    deleteVariants,
    store: imageStore({ api: googleApi(), host, source, results: String(results) }, limits),
    recipe: (variant) => recipeHash(variant, transform?.toString()),
    render: (bytes, outdated, key) =>
      renderVariants(bytes, outdated, limits, transform && { transform, bucket: source, key }),
  };
}

/** Resolves to true if the message is done. */
async function handle(message: PushMessage, plan: (bucket: string) => ImagePlan, log: Log): Promise<boolean> {
  const about = { messageId: message.messageId, ...placeOf(message) };
  try {
    const event = readEvent(message);
    if (event === undefined) return true;
    const started = performance.now();
    const outcome = await settle(event.data.key, plan(event.data.bucket));
    const milliseconds = Math.round(performance.now() - started);
    log.info(`The variants are ${outcome}`, { ...about, milliseconds });
    return true;
  } catch (error) {
    if (error instanceof PoisonError) return bury(message, error, about, log);
    log.error('The image could not be processed', error, about);
    return false;
  }
}

function readEvent(message: PushMessage): ObjectEvent | undefined {
  try {
    return toObjectEvent(message);
  } catch (error) {
    throw new PoisonError('BAD_EVENT', 'The message is not a bucket event', { cause: error });
  }
}

function placeOf({ attributes = {} }: PushMessage) {
  return { bucket: attributes.bucketId, key: attributes.objectId };
}

async function bury(message: PushMessage, poison: PoisonError, about: object, log: Log): Promise<boolean> {
  const { code, message: reason, cause } = poison;
  log.warn('The image was refused and goes to the dead letters', { code, reason, ...about, cause });
  try {
    await sendDeadLetter(message, code);
    return true;
  } catch (error) {
    log.error('The dead letter could not be sent', error, { code, ...about });
    return false;
  }
}
