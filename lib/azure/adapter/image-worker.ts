import { app, type StorageQueueHandler } from '@azure/functions';
import type { AdapterContext } from '../../runtime/context.js';
import type { SetupWith } from '../../runtime/env.js';
import type { Logger, ObjectEvent } from '../../runtime/types.js';
import { PoisonError } from '../../runtime-images/poison-error.js';
import { renderVariants, tuneSharp } from '../../runtime-images/process.js';
import { recipeHash } from '../../runtime-images/recipe.js';
import { type ImagePlan, settle } from '../../runtime-images/settle.js';
import { readTransform } from '../../runtime-images/transform.js';
import type { ImageLimits, ImageTransform, ImageVariant } from '../../runtime-images/types.js';
import { azureCredential } from '../clients/azure-api.js';
import { openContainer } from '../clients/bucket.js';
import { createQueueClient } from '../clients/queue.js';
import { invocationContext } from './context.js';
import { IMAGE_REFUSED } from './given-up.js';
import { NAME } from './http.js';
import { imageStore } from './image-store.js';
import { type QueueTriggerOptions, toDelivery } from './message.js';
import { type BlobEvent, toObjectEvent } from './object.js';

/** Options of the adapter, which the construct sets. */
export interface ImageOptions extends QueueTriggerOptions {
  readonly variants: Readonly<Record<string, ImageVariant>>;
  readonly limits: ImageLimits;
  /** Deletes variants with their original. */
  readonly deleteVariants: boolean;
}

/**
 * Function of an `ImagePipeline`: receives the objects of the container `TRADEWIND_SOURCE`, and stores the variants of each
 * in `TRADEWIND_RESULTS`. `exported` is the transform of the pipeline, or null. An image that can never succeed goes to the
 * queue `TRADEWIND_DEAD_LETTERS` at once; other failures are delivered again.
 */
export function imageWorker(exported: unknown, { options }: SetupWith<ImageOptions>): StorageQueueHandler {
  const transform = readTransform(exported);
  const { queueName, connection, timeoutSeconds } = options;
  // The smaller instances have one core.
  tuneSharp(1);
  const handler: StorageQueueHandler = async (body, azure) => {
    const ctx = invocationContext(body, azure, timeoutSeconds);
    const delivery = toDelivery(body, azure);
    await handle(delivery.body, { ...planOf(options, transform), delivery }, ctx).finally(() => ctx.settled());
  };
  app.storageQueue(NAME, { queueName, connection, handler });
  return handler;
}

function planOf({ variants, limits, deleteVariants }: ImageOptions, transform: ImageTransform | undefined): ImagePlan {
  const { TRADEWIND_SOURCE = '', TRADEWIND_RESULTS = '' } = process.env;
  const places = { source: openContainer(TRADEWIND_SOURCE), results: openContainer(TRADEWIND_RESULTS) };
  return {
    variants,
    limits,
    deleteVariants,
    store: imageStore(places, limits),
    recipe: (variant) => recipeHash(variant, transform?.toString()),
    render: (bytes, outdated, key) =>
      renderVariants(bytes, outdated, limits, transform && { transform, bucket: places.source.accountName, key }),
  };
}

/** @throws Error for a failure that may succeed on a retry */
async function handle(body: unknown, plan: ImagePlan, { log }: AdapterContext): Promise<void> {
  let key: string | undefined;
  try {
    key = readEvent(body).subject;
    log.info(`The variants are ${await settle(key, plan)}`, { key });
  } catch (error) {
    if (error instanceof PoisonError) return bury(body, error, key, log);
    log.error('The image could not be processed', error, { key });
    throw error;
  }
}

function readEvent(body: unknown): ObjectEvent {
  try {
    return toObjectEvent(body as BlobEvent);
  } catch (error) {
    throw new PoisonError('BAD_EVENT', 'The message is not a bucket event', { cause: error });
  }
}

/** Stores the message unchanged, so that it can be moved back, and logs the reason. */
async function bury(body: unknown, poison: PoisonError, key: string | undefined, log: Logger): Promise<void> {
  const { code, message: reason, cause } = poison;
  log.error(IMAGE_REFUSED, cause, { code, reason, key });
  const url = String(process.env.TRADEWIND_DEAD_LETTERS);
  await createQueueClient({ url, credential: azureCredential() }).send(body);
}
