import { createEnv, type Setup, type Variables } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import { type Guard, type WebOptions, webResponder } from '../../runtime/web-responder.js';
import { type WorkerContext, workerContext } from './context.js';

/** What the construct tells the adapter. */
export interface HttpOptions extends WebOptions {
  readonly timeoutSeconds: number;
}

/** A module as Workers load it. */
export interface HttpModule {
  fetch(request: Request, env: Variables, worker: WorkerContext): Promise<Response>;
}

/**
 * Turns what an entry exports into a worker that answers requests.
 * @see https://developers.cloudflare.com/workers/runtime-apis/handlers/fetch/
 */
export function http(exported: unknown, setup: Setup<HttpOptions>): HttpModule {
  return answering(exported, setup);
}

/** The same for callers who have to show a token. */
export function httpJwt(exported: unknown, setup: Setup<HttpOptions & { readonly jwt: JwtRules }>): HttpModule {
  return answering(exported, setup, jwtGuard(setup.options!.jwt));
}

function answering(exported: unknown, { options, bindings }: Setup<HttpOptions>, guard?: Guard): HttpModule {
  const { portable, native } = resolveHandler(exported, 'fetch');
  const app: HandlerOf<'fetch'> = portable ?? { fetch: native };
  const respond = webResponder(app, options, guard);
  return {
    fetch(request, variables, worker) {
      const id = request.headers.get('cf-ray') ?? crypto.randomUUID();
      const ctx = workerContext(request, worker, id, options!.timeoutSeconds);
      return respond(request, createEnv(variables, bindings), ctx);
    },
  };
}
