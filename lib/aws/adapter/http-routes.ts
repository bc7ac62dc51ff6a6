import { routeMatcher } from '../../runtime/route-matcher.js';
import { answer, type Router } from './http-responder.js';

/**
 * Does for a function URL, which has no routes, what an HTTP API does: `TRADEWIND_ROUTES` is a JSON array of routes such
 * as `GET /orders/{id}`. Undefined when it is not set.
 */
export function environmentRoutes(): Router | undefined {
  const routes = process.env.TRADEWIND_ROUTES;
  if (!routes) return undefined;
  const match = routeMatcher(JSON.parse(routes));
  return (event, ctx) => {
    const { method } = event.requestContext.http;
    const { params, allow } = match(method, event.rawPath);
    if (params) {
      ctx.params = params;
      return undefined;
    }
    // A method that the path does not have is not found, as on an HTTP API; only a question for the methods is answered.
    if (method !== 'OPTIONS' || allow.length === 0) return answer(404, 'Not Found', ctx);
    return new Response(null, { status: 204, headers: { allow: allow.join(', ') } });
  };
}
