import { app, type HttpHandler, type HttpMethod } from '@azure/functions';
import { createEnv, type Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import { type Guard, type WebOptions, webResponder } from '../../runtime/web-responder.js';
import { invocationContext } from './context.js';
import { toRequest, toResponse } from './web.js';

/** What the construct tells the adapter. */
export interface HttpOptions extends WebOptions {
  readonly timeoutSeconds: number;
}

/** Name of the one function of an app. */
export const NAME = 'handler';
const METHODS: HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/**
 * Makes a function that answers requests of what an entry exports. A function is used as it is.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-reference-node
 */
export function http(exported: unknown, setup: Setup<HttpOptions>): HttpHandler {
  return register(answering(exported, setup));
}

/** The same for callers who have to show a token. */
export function httpJwt(exported: unknown, setup: Setup<HttpOptions & { readonly jwt: JwtRules }>): HttpHandler {
  return register(answering(exported, setup, jwtGuard(setup.options!.jwt)));
}

/** Anonymous: the adapter knows who may call, and keys of Azure are no identity. */
function register(handler: HttpHandler): HttpHandler {
  app.http(NAME, { methods: METHODS, authLevel: 'anonymous', route: '{*path}', handler });
  return handler;
}

function answering(exported: unknown, { options, bindings }: Setup<HttpOptions>, guard?: Guard): HttpHandler {
  const { native, portable } = resolveHandler(exported, 'fetch');
  if (native) return native;
  const respond = webResponder(portable, options, guard);
  const env = createEnv(process.env, bindings);
  return async (incoming, azure) => {
    const ctx = invocationContext(incoming, azure, options!.timeoutSeconds);
    const response = await respond(await toRequest(incoming), env, ctx);
    const answer = await toResponse(response, incoming.method);
    // The instance may go once it is answered: what is left has to be waited for.
    await ctx.settled();
    return answer;
  };
}
