import type { SetupWith } from '../../runtime/env.js';
import { guarded } from '../../runtime/guarded.js';
import { type UploadOptions, uploadGuards, uploadRoute } from '../../runtime-node/upload-route.js';
import { webEnv } from '../../runtime-node/web-function.js';
import { type NetlifyEntry, netlifyDoor } from './door.js';

/**
 * Turns the export of an entry into an upload route, and calls it for each upload. A function is called with the request
 * itself, after its token and its key are accepted.
 */
export function object(exported: unknown, setup: SetupWith<UploadOptions>): NetlifyEntry {
  const options = setup.options;
  const env = webEnv(setup);
  return guarded(exported, 'object', {
    guards: uploadGuards(options, env),
    door: netlifyDoor(options.timeoutSeconds),
    serve: (handler) => uploadRoute(handler, options, env),
  });
}
