import { answer } from '../../runtime/answers';
import { type AdapterContext, createContext } from '../../runtime/context';
import { pathOf } from '../../runtime/request-path';
import { compareRoutes, routeMatcher } from '../../runtime/route-matcher';
import type { Endpoint } from './endpoint';

/** Routes of an app that more than one function declares. */
export interface SharedRoute {
  readonly route: string;
  readonly paths: readonly string[];
}

/** Names the function that answers, for routes that more than one has. */
export const FUNCTION_HEADER = 'x-tradewind-function';

/** Chooses the function that answers a request, among all functions of the app. */
export class Gateway {
  private readonly endpoints: Endpoint[] = [];

  add(endpoint: Endpoint): void {
    this.endpoints.push(endpoint);
  }

  /** Every function that answers requests, in the order of their paths. */
  all(): readonly Endpoint[] {
    return this.endpoints;
  }

  /** Routes that more than one function has: the first of them answers. */
  shared(): SharedRoute[] {
    const byRoute = new Map<string, string[]>();
    for (const { routes, path } of this.endpoints) {
      for (const route of routes) byRoute.set(route, [...(byRoute.get(route) ?? []), path]);
    }
    return [...byRoute].flatMap(([route, paths]) => (paths.length > 1 ? [{ route, paths }] : []));
  }

  /** The function that answers a request; one that knows the path alone if none has the method. */
  find(request: Request): Endpoint | undefined {
    const named = request.headers.get(FUNCTION_HEADER);
    if (named !== null) return this.endpoints.find(({ path }) => path === named);
    const path = pathOf(request.url);
    const method = wantedMethod(request);
    const found = this.endpoints.flatMap((endpoint) =>
      endpoint.routes
        .filter((route) => routeMatcher([route])(method, path).params)
        .map((route) => ({ endpoint, route })),
    );
    const [best] = found.sort((a, b) => compareRoutes(a.route, b.route));
    return best?.endpoint ?? this.endpoints.find(({ routes }) => isKnown(routes, path));
  }

  /** Answers a request: 404 if no function has its path. */
  async fetch(request: Request): Promise<Response> {
    const isNamed = request.headers.has(FUNCTION_HEADER);
    const endpoint = this.find(request) ?? (isNamed ? undefined : this.endpoints[0]);
    return endpoint === undefined ? answer(404, 'Not Found', noContext(request)) : endpoint.fetch(request);
  }
}

/** The method that a preflight request asks for, else that of the request. */
function wantedMethod({ method, headers }: Request): string {
  return (method === 'OPTIONS' && headers.get('access-control-request-method')) || method;
}

function isKnown(routes: readonly string[], path: string): boolean {
  const { allow } = routeMatcher(routes)('NONE', path);
  return allow !== undefined && allow.length > 0;
}

function noContext(raw: Request): AdapterContext {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  return createContext({ provider: 'aws', requestId: crypto.randomUUID(), raw, log, remainingTime: () => 0 });
}
