import { answer } from '../../runtime/answers.js';
import { pathOf } from '../../runtime/request-path.js';
import { routeMatcher } from '../../runtime/route-matcher.js';
import type { Router } from './http-door.js';

/**
 * Matches routes for a function URL, which has none, as an HTTP API does: `TRADEWIND_ROUTES` is a JSON array of routes
 * such as `GET /orders/{id}`. Undefined when it is not set.
 */
export function environmentRoutes(): Router | undefined {
  const routes = process.env.TRADEWIND_ROUTES;
  if (!routes) return undefined;
  const match = routeMatcher(JSON.parse(routes));
  return ({ method, url }, ctx) => {
    const { params, allow } = match(method, pathOf(url));
    if (params) {
      ctx.params = params;
      return undefined;
    }
    // A method that the path does not have is not found, as on an HTTP API; only OPTIONS is answered.
    if (method !== 'OPTIONS' || allow.length === 0) return answer(404, 'Not Found', ctx);
    return new Response(null, { status: 204, headers: { allow: allow.join(', ') } });
  };
}
