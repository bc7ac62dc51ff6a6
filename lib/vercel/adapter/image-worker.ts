import { type ImageOptions, imageHandler } from '../../node/image-handler.js';
import { uploadRoute } from '../../node/upload-route.js';
import { webFunction } from '../../node/web-function.js';
import type { Setup } from '../../runtime/env.js';
import type { HttpModule } from './http.js';
import { vercelInvocation } from './invocation.js';

/** The function of an `ImagePipeline`: an upload route that makes the variants of what arrives. `exported` is the transform, or null. */
export function imageWorker(exported: unknown, setup: Setup<ImageOptions>): HttpModule {
  const options = setup.options!;
  const answer = webFunction(uploadRoute(imageHandler(exported, options), options), setup);
  return { fetch: (request) => answer(request, vercelInvocation(request)) };
}
