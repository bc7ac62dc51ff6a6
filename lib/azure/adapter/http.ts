import { app, type HttpHandler, type HttpMethod, type HttpResponseInit } from '@azure/functions';
import { createEnv, type SetupWith } from '../../runtime/env.js';
import { type Door, type Guarded, guarded } from '../../runtime/guarded.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import { type Guard, type WebOptions, webGuards } from '../../runtime/web-guards.js';
import { decoded } from '../../runtime-node/decoded.js';
import { invocationContext } from './context.js';
import { toHttpRequest, toRequest, toResponse, withHeaders } from './web.js';

/** Options of the adapter, which the construct sets. */
export interface HttpOptions extends WebOptions {
  readonly timeoutSeconds: number;
}

/** Name of the one function of an app. */
export const NAME = 'handler';
const METHODS: HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/**
 * Registers the export of an entry as a function that answers requests. A function is called as by the host, after the guards
 * have admitted the request.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-reference-node
 */
export function http(exported: unknown, setup: SetupWith<HttpOptions>): Guarded<HttpHandler> {
  return register(answering(exported, setup));
}

/** `http` for callers who must send a token. */
export function httpJwt(
  exported: unknown,
  setup: SetupWith<HttpOptions & { readonly jwt: JwtRules }>,
): Guarded<HttpHandler> {
  return register(answering(exported, setup, jwtGuard(setup.options.jwt)));
}

/** Anonymous: the adapter checks callers, and keys of Azure do not identify them. */
function register(handler: Guarded<HttpHandler>): Guarded<HttpHandler> {
  app.http(NAME, { methods: METHODS, authLevel: 'anonymous', route: '{*path}', handler });
  return handler;
}

function answering(
  exported: unknown,
  { options, bindings }: SetupWith<HttpOptions>,
  ...others: Guard[]
): Guarded<HttpHandler> {
  const env = createEnv(process.env, bindings);
  return guarded(exported, 'fetch', {
    guards: webGuards(options, ...others),
    door: door(options.timeoutSeconds),
    serve: (handler) => async (request, ctx) => decoded(await handler.fetch(request, env as never, ctx)),
  });
}

function door(timeoutSeconds: number): Door<Parameters<HttpHandler>, HttpResponseInit> {
  return {
    context: (incoming, azure) => invocationContext(incoming, azure, timeoutSeconds),
    request: toRequest,
    async answer(response, ctx, incoming) {
      const result = await toResponse(response, incoming.method);
      // Azure may stop the instance after the response, so background work is awaited.
      await ctx.settled();
      return result;
    },
    async native(handler, { request, allow }, incoming, azure) {
      const result = await handler(await toHttpRequest(incoming, request), azure);
      return withHeaders(result, allow(new Response()).headers);
    },
  };
}
