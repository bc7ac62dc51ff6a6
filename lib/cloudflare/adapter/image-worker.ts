import { createEnv, type SetupWith, type Variables } from '../../runtime/env.js';
import type { ObjectData } from '../../runtime/types.js';
import { PoisonError } from '../../runtime-images/poison-error.js';
import { recipeHash } from '../../runtime-images/recipe.js';
import { type ImagePlan, settle } from '../../runtime-images/settle.js';
import type { ImageLimits, ImageVariant } from '../../runtime-images/types.js';
import { type Encoders, renderVariants } from '../../runtime-images/wasm/render.js';
import { type WorkerContext, workerContext } from './context.js';
import { type ImageBucket, imageStore } from './image-store.js';
import type { Message } from './message.js';
import { toObjectEvent } from './object.js';
import type { QueueModule } from './queue.js';

/** Options of the worker, which the construct sets. */
export interface ImageOptions {
  readonly variants: Readonly<Record<string, ImageVariant>>;
  readonly limits: ImageLimits;
  readonly deleteVariants: boolean;
  readonly timeoutSeconds: number;
}

/** Bindings of the worker. */
interface ImageVariables extends Variables {
  readonly SOURCE: ImageBucket;
  readonly RESULTS: ImageBucket;
  readonly DEAD_LETTERS: { send(body: unknown): Promise<unknown> };
}

type About = Readonly<Record<string, unknown>>;
type Log = ReturnType<typeof workerContext>['log'];

/**
 * Worker of an `ImagePipeline`: receives the objects of the source bucket, and stores the variants of each in the results
 * bucket. An image that cannot succeed goes to the dead-letter queue at once; other failures are delivered again. The
 * encoders are passed like bindings, so that only the ones in use are bundled.
 */
export function imageWorker(_entry: unknown, { options, bindings }: SetupWith<ImageOptions>): QueueModule {
  const encoders = createEnv({}, bindings) as Encoders;
  return {
    async queue(batch, variables, worker: WorkerContext) {
      const env = variables as ImageVariables;
      const plan = createPlan(options, env, encoders);
      // One by one, for memory.
      for (const message of batch.messages) {
        const { log } = workerContext(batch, worker, message.id, options.timeoutSeconds);
        const delivery = { id: message.id, attempt: message.attempts };
        if (await handle(message, { ...plan, delivery }, env, log)) message.ack();
        else message.retry();
      }
    },
  };
}

function createPlan({ variants, limits, deleteVariants }: ImageOptions, env: ImageVariables, encoders: Encoders) {
  return {
    variants,
    limits,
    deleteVariants,
    store: imageStore(env.SOURCE, env.RESULTS, limits),
    recipe: (variant: ImageVariant) => recipeHash(variant, undefined),
    render: (bytes: Uint8Array, outdated: ImageOptions['variants']) =>
      renderVariants(bytes, outdated, limits, encoders),
  };
}

/** Resolves to true if the message is done. */
async function handle(message: Message, plan: ImagePlan, env: ImageVariables, log: Log): Promise<boolean> {
  let object: ObjectData | undefined;
  try {
    object = readObjectOf(message);
    const outcome = await settle(object.key, plan);
    log.info(`The variants are ${outcome}`, { bucket: object.bucket, key: object.key, messageId: message.id });
    return true;
  } catch (error) {
    const about = { bucket: object?.bucket, key: object?.key, messageId: message.id };
    if (error instanceof PoisonError) return bury(message, error, about, env, log);
    log.error('The image could not be processed', error, { ...about, attempt: message.attempts });
    return false;
  }
}

function readObjectOf(message: Message): ObjectData {
  try {
    return toObjectEvent(message).data;
  } catch (error) {
    throw new PoisonError('BAD_EVENT', 'The message is not a bucket event', { cause: error });
  }
}

/** Stores the message unchanged, so that it can be moved back, and logs the reason. */
async function bury(message: Message, poison: PoisonError, about: About, env: ImageVariables, log: Log) {
  const { code, message: reason, cause } = poison;
  log.warn('The image was refused and goes to the dead-letter queue', { code, reason, ...about, cause });
  try {
    await env.DEAD_LETTERS.send(message.body);
    return true;
  } catch (error) {
    log.error('The dead letter could not be sent', error, about);
    return false;
  }
}
