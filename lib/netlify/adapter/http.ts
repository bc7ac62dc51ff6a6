import { type HttpOptions, webFunction } from '../../node/web-function.js';
import type { Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import type { Guard } from '../../runtime/web-responder.js';
import { type NetlifyContext, netlifyInvocation } from './invocation.js';

/** A function as Netlify calls it, or the user's own. */
export type NetlifyFunction = (request: Request, context: NetlifyContext) => unknown;

/**
 * Turns what an entry exports into a Netlify function. A function is used as it is.
 * @see https://docs.netlify.com/build/functions/api/
 */
export function http(exported: unknown, setup: Setup<HttpOptions>): NetlifyFunction {
  return answering(exported, setup);
}

/** The same for callers who have to show a token. */
export function httpJwt(exported: unknown, setup: Setup<HttpOptions & { readonly jwt: JwtRules }>): NetlifyFunction {
  return answering(exported, setup, jwtGuard(setup.options!.jwt));
}

function answering(exported: unknown, setup: Setup<HttpOptions>, guard?: Guard): NetlifyFunction {
  const { native, portable } = resolveHandler(exported, 'fetch');
  if (native) return native;
  const answer = webFunction(portable, setup, guard);
  return (request, context) => answer(request, netlifyInvocation(request, context));
}
