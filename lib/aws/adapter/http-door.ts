import { answer, failed } from '../../runtime/answers.js';
import type { AdapterContext } from '../../runtime/context.js';
import { createEnv, type Setup } from '../../runtime/env.js';
import { type Door, type Guarded, type GuardedParts, guarded } from '../../runtime/guarded.js';
import { decoded } from '../../runtime-node/decoded.js';
import { lambdaContext } from './context.js';
import { bodySize, type HttpEvent, type HttpResult, toRequest, toResult } from './http-event.js';
import type { LambdaContext, LambdaHandler } from './lambda.js';
import { answerPreflight } from './preflight.js';

/** Sets the parameters of the matched route on the context, or answers the request. */
export type Router = (request: Request, ctx: AdapterContext<HttpEvent>) => Response | undefined;

/**
 * Guards of an HTTP function, and the function that serves the requests that they admit. Not `webGuards` of the other
 * providers: API Gateway and function URLs apply CORS, an HTTP API matches the routes, and the event holds the whole
 * body, so that its size is known without reading it. With `webGuards`, an adapter takes 10,034 bytes of a minified
 * bundle rather than 6,253, and the one for streaming 11,552 rather than 9,025.
 */
export function httpParts(
  setup: Setup | undefined,
  route: Router,
): Pick<GuardedParts<'fetch', readonly unknown[], unknown>, 'guards' | 'serve'> {
  const env = createEnv(process.env, setup?.bindings);
  const limit = Number(process.env.TRADEWIND_MAX_REQUEST_BYTES) || Number.POSITIVE_INFINITY;
  return {
    guards: {
      admit(request, ctx) {
        const http = ctx as AdapterContext<HttpEvent>;
        const preflight = answerPreflight(request);
        if (preflight !== undefined) return preflight;
        const early = bodySize(http.raw) > limit ? answer(413, 'Request Too Long', ctx) : route(request, http);
        return early ?? request;
      },
    },
    serve: (app) => async (request, ctx) => decoded(await app.fetch(request, env as never, ctx)),
  };
}

/** Calls a function that returns the whole response at once. */
const door: Door<[event: HttpEvent, lambda: LambdaContext, ...more: unknown[]], HttpResult> = {
  context: lambdaContext,
  request: toRequest,
  async answer(response, ctx, event) {
    const method = event.requestContext?.http?.method;
    // A body can fail while it is read.
    const result = await toResult(response, method).catch((error) => toResult(failed(error, ctx), method));
    await ctx.settled();
    return result;
  },
  native: async (handler, _admitted, ...args) => handler(...args),
};

/** Puts the function behind its guards. A native function is called with the unchanged event. */
export function buffered(
  exported: unknown,
  setup: Setup | undefined,
  route: Router,
): Guarded<LambdaHandler<HttpEvent, HttpResult>> {
  return guarded(exported, 'fetch', { ...httpParts(setup, route), door });
}
