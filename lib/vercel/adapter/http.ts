import { type HttpOptions, webFunction } from '../../node/web-function.js';
import type { Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import type { Guard } from '../../runtime/web-responder.js';
import { vercelInvocation } from './invocation.js';

/** A module as Vercel loads it: an object that answers requests, or the user's own function. */
export type HttpModule = { fetch(request: Request): Promise<Response> } | ((...args: never[]) => unknown);

/**
 * Turns what an entry exports into a Vercel Function. A function is used as it is.
 * @see https://vercel.com/docs/functions/runtimes/node-js
 */
export function http(exported: unknown, setup: Setup<HttpOptions>): HttpModule {
  return answering(exported, setup);
}

/** The same for callers who have to show a token. */
export function httpJwt(exported: unknown, setup: Setup<HttpOptions & { readonly jwt: JwtRules }>): HttpModule {
  return answering(exported, setup, jwtGuard(setup.options!.jwt));
}

function answering(exported: unknown, setup: Setup<HttpOptions>, guard?: Guard): HttpModule {
  const { native, portable } = resolveHandler(exported, 'fetch');
  if (native) return native;
  const answer = webFunction(portable, setup, guard);
  return { fetch: (request) => answer(request, vercelInvocation(request)) };
}
