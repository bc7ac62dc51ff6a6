import type { SetupWith } from '../../runtime/env.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import type { HttpOptions } from '../../runtime-node/web-function.js';
import { httpParts } from '../../runtime-node/web-parts.js';
import { type HttpModule, vercelModule } from './door.js';

/**
 * Turns the export of an entry into a Vercel Function. A function is called as by Vercel, after the guards have admitted the
 * request.
 * @see https://vercel.com/docs/functions/runtimes/node-js
 */
export function http(exported: unknown, setup: SetupWith<HttpOptions>): HttpModule {
  return vercelModule(exported, 'fetch', httpParts(setup), setup.options.timeoutSeconds);
}

/** `http` for callers who must send a token. */
export function httpJwt(exported: unknown, setup: SetupWith<HttpOptions & { readonly jwt: JwtRules }>): HttpModule {
  const parts = httpParts(setup, jwtGuard(setup.options.jwt));
  return vercelModule(exported, 'fetch', parts, setup.options.timeoutSeconds);
}
