import type { Route } from '../../routes';
import { compareRoutes } from '../../runtime/route-matcher';

/** Routes of one function. */
export interface RoutedFunction {
  /** Name of its folder. */
  readonly name: string;
  readonly routes: readonly Route[];
  /** Answers preflight requests. */
  readonly cors: boolean;
}

/** A rule of the routing layer. @see https://vercel.com/docs/build-output-api/configuration#routes */
export type RoutingRule =
  | { readonly handle: 'filesystem' }
  | { readonly src: string; readonly methods?: readonly string[]; readonly dest: string };

/**
 * Rules that route each request to its function, the most specific first. Static files take precedence. A request with a
 * method that no function has for a path goes to the function of the path, which answers 405.
 */
export function routingRules(functions: readonly RoutedFunction[]): RoutingRule[] {
  const claims = functions
    .flatMap(({ name, routes, cors }) =>
      routes.map((route) => ({ route, cors, src: pattern(route), dest: `/${name}` })),
    )
    .sort((a, b) => compareRoutes(a.route.key, b.route.key));
  if (claims.length === 0) return [];
  const own = claims.map(({ route, cors, src, dest }) => {
    return route.method === 'ANY' ? { src, dest } : { src, methods: methodsOf(route, cors), dest };
  });
  const paths = new Map([...claims].reverse().map(({ src, dest }) => [src, { src, dest }]));
  const others = [...paths.values()]
    .reverse()
    .filter(({ src }) => !own.some((rule) => rule.src === src && !('methods' in rule)));
  return [{ handle: 'filesystem' }, ...own, ...others];
}

function methodsOf({ method }: Route, cors: boolean): string[] {
  const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
  return cors && method !== 'OPTIONS' ? [...methods, 'OPTIONS'] : methods;
}

/** The paths of a route, as a regular expression. */
function pattern({ isDefault, path }: Route): string {
  if (isDefault) return '^/.*$';
  const segments = path.split('/').map((segment) => {
    if (segment.endsWith('+}')) return '.+';
    return segment.startsWith('{') ? '[^/]+' : segment.replaceAll('.', '\\.');
  });
  return `^${segments.join('/')}$`;
}
