import type { AdapterContext } from './context.js';
import { type CorsRules, createCors } from './cors.js';
import type { Variables } from './env.js';
import type { HandlerOf } from './handler.js';
import { limitBody } from './limit-body.js';
import { routeMatcher } from './route-matcher.js';

/** What is done before a handler, on providers whose gateway does not do it. */
export interface WebOptions {
  /** Routes such as `GET /orders/{id}`; all paths and methods without. */
  readonly routes?: readonly string[];
  /** Larger bodies are answered with 413. */
  readonly maxRequestBytes?: number;
  readonly cors?: CorsRules;
}

/** Lets a request in, by returning nothing, or answers it. */
export type Guard = (request: Request, ctx: AdapterContext) => Promise<Response | undefined>;

/** Answers one request. Never rejects: what goes wrong is logged and answered. */
export type WebResponder = (request: Request, env: Variables, ctx: AdapterContext) => Promise<Response>;

/**
 * Everything between a web request and a handler's response: routes and their parameters, CORS, a guard, the limit of the
 * body, errors. An unknown path is answered 404; a known one asked by a method that it does not have, 405.
 */
export function webResponder(app: HandlerOf<'fetch'>, options: WebOptions = {}, guard?: Guard): WebResponder {
  const match = options.routes && routeMatcher(options.routes);
  const cors = options.cors && createCors(options.cors, options.routes);
  const respond: WebResponder = async (request, env, ctx) => {
    try {
      const early = route(request, ctx) ?? (await guard?.(request, ctx));
      if (early) return early;
      const limited = await limitBody(request, options.maxRequestBytes);
      if (!limited) return answer(413, 'Request Too Long', ctx);
      const response = await app.fetch(limited, env as never, ctx);
      // By shape: polyfills bring classes of their own. The status of `Response.error()` is 0.
      if (response?.status > 199 && 'headers' in response) return response;
      throw new TypeError(`fetch must return a Response, not ${response && (response.type ?? typeof response)}`);
    } catch (error) {
      return failed(error, ctx);
    }
  };
  function route(request: Request, ctx: AdapterContext): Response | undefined {
    if (!match) return undefined;
    const { params, allow } = match(request.method, pathOf(request.url));
    if (params) {
      ctx.params = params;
      return undefined;
    }
    return allow.length === 0 ? answer(404, 'Not Found', ctx) : notAllowed(request.method, allow, ctx);
  }
  if (!cors) return respond;
  return async (request, env, ctx) => cors.preflight(request) ?? cors.allow(request, await respond(request, env, ctx));
}

/** The path as it was sent: `URL` would resolve what only looks like `..` once it is decoded. */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start < 0 ? '/' : (/^[^?#]*/.exec(url.slice(start))?.[0] ?? '/');
}

function notAllowed(method: string, allow: readonly string[], ctx: AdapterContext): Response {
  const headers = { allow: [...allow].join(', ') };
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers });
  return Response.json({ message: 'Method Not Allowed', requestId: ctx.requestId }, { status: 405, headers });
}

/** Logs the error and answers with nothing of it but the request id. */
export function failed(error: unknown, ctx: AdapterContext, status = 500, message = 'Internal Server Error'): Response {
  ctx.log.error(`Answered ${status}`, error);
  return answer(status, message, ctx);
}

/** An answer in place of the handler's. */
export function answer(status: number, message: string, { requestId }: AdapterContext): Response {
  return Response.json({ message, requestId }, { status });
}
