import type { Route } from '../../routes';
import { compareRoutes } from '../../runtime/route-matcher';

/** Routes of one function. */
export interface RoutedFunction {
  /** Path of the construct. */
  readonly path: string;
  readonly routes: readonly Route[];
}

/** The paths of a function's `config`. */
export interface PathConfig {
  readonly path: readonly string[];
  readonly excludedPath?: readonly string[];
  readonly preferStatic?: boolean;
}

/**
 * The paths of a function in the syntax of Netlify. Netlify does not document which of several matching functions it calls, so
 * the less specific one excludes the paths of the others.
 */
export function pathConfig(own: RoutedFunction, all: readonly RoutedFunction[]): PathConfig {
  const excluded = all
    .filter((other) => other !== own)
    .flatMap(({ routes }) => routes.filter((route) => own.routes.some((mine) => isWithin(route, mine))));
  return {
    path: patterns(own.routes),
    ...(excluded.length > 0 && { excludedPath: patterns(excluded) }),
    // Pages of the site take precedence over a function that answers all paths.
    ...(own.routes.some(({ isDefault }) => isDefault) && { preferStatic: true }),
  };
}

/** The route of another function that has the same path, with any method. */
export function samePath(route: Route, all: readonly RoutedFunction[]): RoutedFunction | undefined {
  return all.find(({ routes }) => routes.some((other) => shapeOf(other) === shapeOf(route)));
}

/** A path of a function that is unreachable: it is within a path of another function, which is within another path of the first. */
export function interleaved(own: RoutedFunction, all: readonly RoutedFunction[]): Route | undefined {
  return own.routes.find((inner) =>
    all.some(
      (other) =>
        other !== own &&
        other.routes.some((middle) => isWithin(inner, middle) && own.routes.some((outer) => isWithin(middle, outer))),
    ),
  );
}

/** Reports if a request can match both routes, and `inner` is more specific. */
function isWithin(inner: Route, outer: Route): boolean {
  return (
    shapeOf(inner) !== shapeOf(outer) && compareRoutes(pathOnly(inner), pathOnly(outer)) < 0 && overlap(inner, outer)
  );
}

function overlap(one: Route, other: Route): boolean {
  if (one.isDefault || other.isDefault) return true;
  const [a, b] = [one.path.split('/'), other.path.split('/')];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [left, right] = [a[index], b[index]];
    if (left === undefined || right === undefined) return false;
    if (left.endsWith('+}') || right.endsWith('+}')) return true;
    if (left !== right && !left.startsWith('{') && !right.startsWith('{')) return false;
  }
  return true;
}

const pathOnly = ({ isDefault, path }: Route) => (isDefault ? path : `ANY ${path}`);
const shapeOf = ({ claim }: Route) => claim.replace(/^\S+ /, '');

/** Netlify compares paths in lower case, so paths with capitals are written both ways. */
function patterns(routes: readonly Route[]): string[] {
  const written = routes.map(pattern).flatMap((path) => [path, path.toLowerCase()]);
  return [...new Set(written)];
}

/** @see https://developer.mozilla.org/docs/Web/API/URL_Pattern_API */
function pattern({ isDefault, path, params }: Route): string {
  if (isDefault) return '/*';
  const segments = path.split('/').map((segment) => {
    if (segment.endsWith('+}')) return '*';
    if (segment.startsWith('{')) return `:${segment.slice(1, -1)}`;
    // A colon starts a parameter, except in a path without parameters.
    return params.length > 0 ? segment.replaceAll(':', '\\:') : segment;
  });
  return segments.join('/');
}
