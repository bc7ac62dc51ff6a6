import type { SetupWith } from '../../runtime/env.js';
import { guarded } from '../../runtime/guarded.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import { type Guard, webGuards } from '../../runtime/web-guards.js';
import { decoded } from '../../runtime-node/decoded.js';
import { type HttpOptions, webEnv } from '../../runtime-node/web-function.js';
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
  return answering(exported, setup);
}

/** `http` for callers who must send a token. */
export function httpJwt(exported: unknown, setup: SetupWith<HttpOptions & { readonly jwt: JwtRules }>): NetlifyEntry {
  return answering(exported, setup, jwtGuard(setup.options.jwt));
}

function answering(exported: unknown, setup: SetupWith<HttpOptions>, ...others: Guard[]): NetlifyEntry {
  const options = setup.options;
  const env = webEnv(setup);
  return guarded(exported, 'fetch', {
    guards: webGuards(options, ...others),
    door: netlifyDoor(options.timeoutSeconds),
    serve: (app) => async (request, ctx) => decoded(await app.fetch(request, env as never, ctx)),
  });
}
