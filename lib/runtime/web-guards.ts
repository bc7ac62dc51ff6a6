import { answer } from './answers.js';
import type { AdapterContext } from './context.js';
import { type CorsRules, createCors } from './cors.js';
import type { Guards } from './guarded.js';
import { limitBody } from './limit-body.js';
import { climbs, pathOf } from './request-path.js';
import { routeMatcher } from './route-matcher.js';

/** Checks that an adapter makes before a handler, on providers whose gateway does not. */
export interface WebOptions {
  /** Routes such as `GET /orders/{id}`; all paths and methods if absent. */
  readonly routes?: readonly string[];
  /** Maximum body size in bytes; larger ones are answered with 413. */
  readonly maxRequestBytes: number;
  /** Origins whose pages may call; none if absent. */
  readonly cors?: CorsRules;
}

/** Admits a request by returning nothing, or answers it. Reads no body. */
export type Guard = (request: Request, ctx: AdapterContext) => Promise<Response | undefined> | Response | undefined;

/**
 * Builds the guards of a function on providers that pass on every request. They run on the head of a request, in this
 * order: CORS, path, routes, `others`. The body is read after them, up to the limit.
 */
export function webGuards({ routes, maxRequestBytes, cors: rules }: WebOptions, ...others: Guard[]): Guards {
  const cors = rules && createCors(rules, routes);
  const guards = [...(cors ? [cors.preflight] : []), plainPath, ...(routes ? [routeGuard(routes)] : []), ...others];
  return {
    async admit(request, ctx) {
      for (const guard of guards) {
        const early = await guard(request, ctx);
        if (early) return early;
      }
      return (await limitBody(request, maxRequestBytes)) ?? answer(413, 'Request Too Long', ctx);
    },
    allow: cors?.allow,
  };
}

/** Rejects a path that a router and a handler could read in two ways. */
const plainPath: Guard = ({ url }, ctx) => (climbs(pathOf(url)) ? answer(400, 'Bad Request', ctx) : undefined);

/**
 * Passes the parameters of the route to the handler. An unknown path is answered 404; a known one without the method,
 * 405.
 */
function routeGuard(routes: readonly string[]): Guard {
  const match = routeMatcher(routes);
  return ({ method, url }, ctx) => {
    const { params, allow } = match(method, pathOf(url));
    if (!params) return allow.length === 0 ? answer(404, 'Not Found', ctx) : notAllowed(method, allow, ctx);
    ctx.params = params;
    return undefined;
  };
}

function notAllowed(method: string, allow: readonly string[], ctx: AdapterContext): Response {
  const response = method === 'OPTIONS' ? new Response(null, { status: 204 }) : answer(405, 'Method Not Allowed', ctx);
  response.headers.set('allow', allow.join(', '));
  return response;
}
