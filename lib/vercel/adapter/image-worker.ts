import type { SetupWith } from '../../runtime/env.js';
import { type ImageOptions, imageHandler } from '../../runtime-node/image-handler.js';
import type { HttpModule } from './door.js';
import { object } from './object.js';

/**
 * The function of an `ImagePipeline`: an upload route that creates the variants of each image. `exported` is the transform, or
 * null.
 */
export function imageWorker(exported: unknown, setup: SetupWith<ImageOptions>): HttpModule {
  return object(imageHandler(exported, setup.options), setup);
}
