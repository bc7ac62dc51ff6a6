import type { Problems } from '../errors';
import { parseRoute, type Route } from '../routes';

/** Settings of an upload route that are applied last. */
export interface UploadOverrides {
  /**
   * Path below which uploads are accepted.
   * @default - derived from the construct path: `/uploads/shop/prices` for `Shop/Prices`
   */
  readonly path?: string;
}

/** Routes of an upload function: PUT and DELETE below a path. */
export function uploadRoutes(problems: Problems, path: string): Route[] {
  return ['PUT', 'DELETE'].flatMap(
    (method) => problems.parse('overrides.path', path, () => parseRoute(`${method} ${path}/{key+}`)) ?? [],
  );
}

/** An app that reports the construct of a route. */
export interface RoutedApp {
  ownerOf(route: Route): string | undefined;
}

/** Checks that no other function has the routes. */
export function checkUploadRoutes(problems: Problems, app: RoutedApp, path: string, routes: readonly Route[]): void {
  const owner = routes.map((route) => app.ownerOf(route)).find((each) => each !== undefined);
  problems.require(owner === undefined, {
    code: 'API_ROUTE',
    prop: 'overrides.path',
    value: path,
    rule: `is already a route of ${owner}`,
    fix: 'give another path',
  });
}

/** Path below which a processor accepts uploads, unless `overrides` set it. */
export function uploadPath(constructPath: string): string {
  return `/uploads/${constructPath.toLowerCase().replace(/[^a-z0-9/]+/g, '-')}`;
}
