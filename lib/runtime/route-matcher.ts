/**
 * Result of a lookup in a route table: the parameters of the matched route, or the methods that the path has instead.
 */
export type RouteMatch =
  | { readonly params: Record<string, string>; readonly allow?: undefined }
  | { readonly params?: undefined; readonly allow: readonly string[] };

interface Route {
  readonly method: string;
  readonly segments: readonly string[];
}

/**
 * Matches as HTTP APIs do: the most specific route wins, so literal over `{param}` over `{param+}` over `$default`, and
 * a method over `ANY`. HEAD falls back to the route of GET. A path may still be encoded; parameters come out decoded.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function routeMatcher(routes: readonly string[]): (method: string, path: string) => RouteMatch {
  const table = routes.map(parse).sort(bySpecificity);
  return (method, path) => {
    const parts = path.split('/').slice(1);
    const allow = new Set<string>();
    for (const route of table) {
      const params = capture(route.segments, parts);
      if (!params) continue;
      if (accepts(route.method, method)) return { params };
      allow.add(route.method);
    }
    return { allow: [...allow] };
  };
}

function parse(route: string): Route {
  if (route === '$default') return { method: 'ANY', segments: ['{+}'] };
  const [method = '', path = ''] = route.trim().split(/\s+/);
  return { method: method.toUpperCase(), segments: path.split('/').slice(1) };
}

function accepts(routeMethod: string, method: string): boolean {
  return routeMethod === method || routeMethod === 'ANY' || (routeMethod === 'GET' && method === 'HEAD');
}

function capture(segments: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    if (segment === '{+}') return params;
    const part = parts[index];
    if (segment.endsWith('+}')) {
      const rest = parts.slice(index).join('/');
      if (rest) params[segment.slice(1, -2)] = decode(rest);
      return rest ? params : undefined;
    }
    if (segment.startsWith('{')) {
      if (!part) return undefined;
      params[segment.slice(1, -1)] = decode(part);
    } else if (part === undefined || decode(part) !== segment) return undefined;
  }
  return segments.length === parts.length ? params : undefined;
}

/** Decodes percent-encoding; malformed parts stay as they are. */
function decode(text: string): string {
  try {
    return text.includes('%') ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}

/** Orders two routes for matching: the more specific first. */
export function compareRoutes(a: string, b: string): number {
  return bySpecificity(parse(a), parse(b));
}

function bySpecificity(a: Route, b: Route): number {
  for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index++) {
    const difference = weight(a.segments[index]) - weight(b.segments[index]);
    if (difference !== 0) return difference;
  }
  return methodWeight(a.method) - methodWeight(b.method);
}

function weight(segment: string | undefined): number {
  if (segment === undefined || segment === '{+}') return 3;
  if (segment.endsWith('+}')) return 2;
  return segment.startsWith('{') ? 1 : 0;
}

// HEAD comes before GET, which answers it too.
function methodWeight(method: string): number {
  return method === 'ANY' ? 2 : method === 'GET' ? 1 : 0;
}
