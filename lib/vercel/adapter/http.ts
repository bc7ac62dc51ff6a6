import type { SetupWith } from '../../runtime/env.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import { type Guard, webGuards } from '../../runtime/web-guards.js';
import { decoded } from '../../runtime-node/decoded.js';
import { type HttpOptions, webEnv } from '../../runtime-node/web-function.js';
import { type HttpModule, vercelModule } from './door.js';

/**
 * Turns the export of an entry into a Vercel Function. A function is called as by Vercel, after the guards have admitted the
 * request.
 * @see https://vercel.com/docs/functions/runtimes/node-js
 */
export function http(exported: unknown, setup: SetupWith<HttpOptions>): HttpModule {
  return answering(exported, setup);
}

/** `http` for callers who must send a token. */
export function httpJwt(exported: unknown, setup: SetupWith<HttpOptions & { readonly jwt: JwtRules }>): HttpModule {
  return answering(exported, setup, jwtGuard(setup.options.jwt));
}

function answering(exported: unknown, setup: SetupWith<HttpOptions>, ...others: Guard[]): HttpModule {
  const options = setup.options;
  const env = webEnv(setup);
  const guards = webGuards(options, ...others);
  return vercelModule(
    exported,
    'fetch',
    { guards, serve: (app) => async (request, ctx) => decoded(await app.fetch(request, env as never, ctx)) },
    options.timeoutSeconds,
  );
}
