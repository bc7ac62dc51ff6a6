import type { SetupWith } from '../../runtime/env.js';
import { guarded } from '../../runtime/guarded.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import type { HttpOptions } from '../../runtime-node/web-function.js';
import { httpParts } from '../../runtime-node/web-parts.js';
import { type NetlifyEntry, netlifyDoor } from './door.js';
import type { NetlifyContext } from './invocation.js';

/** A function as Netlify calls it, or the user's own. */
export type NetlifyFunction = (request: Request, context: NetlifyContext) => unknown;

/**
 * Turns the export of an entry into a Netlify function. A function is called as by Netlify, after the guards have admitted the
 * request.
 * @see https://docs.netlify.com/build/functions/api/
 */
export function http(exported: unknown, setup: SetupWith<HttpOptions>): NetlifyEntry {
  return guarded(exported, 'fetch', { ...httpParts(setup), door: netlifyDoor(setup.options.timeoutSeconds) });
}

/** `http` for callers who must send a token. */
export function httpJwt(exported: unknown, setup: SetupWith<HttpOptions & { readonly jwt: JwtRules }>): NetlifyEntry {
  const parts = httpParts(setup, jwtGuard(setup.options.jwt));
  return guarded(exported, 'fetch', { ...parts, door: netlifyDoor(setup.options.timeoutSeconds) });
}
