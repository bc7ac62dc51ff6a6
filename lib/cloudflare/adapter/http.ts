import { createEnv, type SetupWith, type Variables } from '../../runtime/env.js';
import { type Door, type Guarded, guarded } from '../../runtime/guarded.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import { type Guard, type WebOptions, webGuards } from '../../runtime/web-guards.js';
import { type WorkerContext, workerContext } from './context.js';

/** Options of the adapter, which the construct sets. */
export interface HttpOptions extends WebOptions {
  readonly timeoutSeconds: number;
}

type Args = [request: Request, env: Variables, worker: WorkerContext];

/** A module as Workers load it. */
export interface HttpModule {
  readonly fetch: Guarded<(...args: Args) => Promise<Response>>;
}

/**
 * Turns the export of an entry into a worker that answers requests. A function is called as a worker's `fetch`, after the
 * guards have admitted the request.
 * @see https://developers.cloudflare.com/workers/runtime-apis/handlers/fetch/
 */
export function http(exported: unknown, setup: SetupWith<HttpOptions>): HttpModule {
  return answering(exported, setup);
}

/** `http` for callers who must send a token. */
export function httpJwt(exported: unknown, setup: SetupWith<HttpOptions & { readonly jwt: JwtRules }>): HttpModule {
  return answering(exported, setup, jwtGuard(setup.options.jwt));
}

function answering(exported: unknown, { options, bindings }: SetupWith<HttpOptions>, ...others: Guard[]): HttpModule {
  const fetch = guarded(exported, 'fetch', {
    guards: webGuards(options, ...others),
    door: door(options.timeoutSeconds),
    serve:
      (app) =>
      (request, ctx, [, variables]) =>
        app.fetch(request, createEnv(variables, bindings) as never, ctx),
  });
  return { fetch };
}

function door(timeoutSeconds: number): Door<Args, Response> {
  return {
    context: (request, _variables, worker) =>
      workerContext(request, worker, request.headers.get('cf-ray') ?? crypto.randomUUID(), timeoutSeconds),
    request: (request) => request,
    answer: async (response) => response,
  };
}
