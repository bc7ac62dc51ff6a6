import { type UploadOptions, uploadRoute } from '../../node/upload-route.js';
import { webFunction } from '../../node/web-function.js';
import type { Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import type { NetlifyFunction } from './http.js';
import { netlifyInvocation } from './invocation.js';

/** Turns what an entry exports into an upload route, and lets it hear of what arrives there. A function is used as it is. */
export function object(exported: unknown, setup: Setup<UploadOptions>): NetlifyFunction {
  const { native, portable } = resolveHandler(exported, 'object');
  if (native) return native;
  const answer = webFunction(uploadRoute(portable, setup.options!), setup);
  return (request, context) => answer(request, netlifyInvocation(request, context));
}
