import { type ImageOptions, imageHandler } from '../../node/image-handler.js';
import { uploadRoute } from '../../node/upload-route.js';
import { webFunction } from '../../node/web-function.js';
import type { Setup } from '../../runtime/env.js';
import type { NetlifyFunction } from './http.js';
import { netlifyInvocation } from './invocation.js';

/** The function of an `ImagePipeline`: an upload route that makes the variants of what arrives. `exported` is the transform, or null. */
export function imageWorker(exported: unknown, setup: Setup<ImageOptions>): NetlifyFunction {
  const options = setup.options!;
  const answer = webFunction(uploadRoute(imageHandler(exported, options), options), setup);
  return (request, context) => answer(request, netlifyInvocation(request, context));
}
