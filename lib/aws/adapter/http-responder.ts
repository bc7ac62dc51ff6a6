import type { Variables } from '../../runtime/env.js';
import type { HandlerOf } from '../../runtime/handler.js';
import type { AdapterContext } from './context.js';
import { bodySize, type HttpEvent, toRequest } from './http-event.js';

/** The context of a request. */
export type HttpContext = AdapterContext<HttpEvent>;

/** Answers one event. Never rejects: what goes wrong is logged and answered. */
export type Responder = (event: HttpEvent, ctx: HttpContext) => Promise<Response>;

/** Finds the parameters of the route that matches, or answers in place of the handler. */
export type Router = (event: HttpEvent, ctx: HttpContext) => Response | undefined;

/** An HTTP API has matched already. It delivers path parameters decoded: to decode them again would change `%25`. */
export const matched: Router = (event, ctx) => {
  ctx.params = event.pathParameters ?? {};
  return undefined;
};

/** Everything between event and response. Bodies of more than `TRADEWIND_MAX_REQUEST_BYTES` are refused. */
export function createResponder(app: HandlerOf<'fetch'>, env: Variables, route = matched): Responder {
  const limit = Number(process.env.TRADEWIND_MAX_REQUEST_BYTES) || Number.POSITIVE_INFINITY;
  return async (event, ctx) => {
    let request: Request | undefined;
    try {
      if (bodySize(event) > limit) return answer(413, 'Request Too Long', ctx);
      const early = route(event, ctx);
      if (early) return early;
      request = toRequest(event);
      const response = await app.fetch(request, env, ctx);
      // By shape: polyfills bring classes of their own. The status of `Response.error()` is 0.
      if (response?.status > 199 && 'headers' in response) return response;
      throw new TypeError(`fetch must return a Response, not ${response && (response.type ?? typeof response)}`);
    } catch (error) {
      return request ? failed(error, ctx) : failed(error, ctx, 400, 'Bad Request');
    }
  };
}

/** Logs the error and answers with nothing of it but the request id. */
export function failed(error: unknown, ctx: HttpContext, status = 500, message = 'Internal Server Error'): Response {
  ctx.log.error(`Answered ${status}`, error);
  return answer(status, message, ctx);
}

/** An answer in place of the handler's. */
export function answer(status: number, message: string, { requestId }: HttpContext): Response {
  return Response.json({ message, requestId }, { status });
}
