import type { SetupWith } from '../../runtime/env.js';
import { type UploadOptions, uploadGuards, uploadRoute } from '../../runtime-node/upload-route.js';
import { webEnv } from '../../runtime-node/web-function.js';
import { type HttpModule, vercelModule } from './door.js';

/**
 * Turns the export of an entry into an upload route, and calls it for each upload. A function is called with the request
 * itself, after its token and its key are accepted.
 */
export function object(exported: unknown, setup: SetupWith<UploadOptions>): HttpModule {
  const options = setup.options;
  const env = webEnv(setup);
  const guards = uploadGuards(options, env);
  const parts = { guards, serve: (handler: Parameters<typeof uploadRoute>[0]) => uploadRoute(handler, options, env) };
  return vercelModule(exported, 'object', parts, options.timeoutSeconds);
}
