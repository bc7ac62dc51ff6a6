import type { SetupWith } from '../../runtime/env.js';
import { guarded } from '../../runtime/guarded.js';
import { type UploadOptions, uploadParts } from '../../runtime-node/upload-route.js';
import { type NetlifyEntry, netlifyDoor } from './door.js';

/**
 * Turns the export of an entry into an upload route, and calls it for each upload. A function is called with the request
 * itself, after its token and its key are accepted.
 */
export function object(exported: unknown, setup: SetupWith<UploadOptions>): NetlifyEntry {
  return guarded(exported, 'object', { ...uploadParts(setup), door: netlifyDoor(setup.options.timeoutSeconds) });
}
