import { Token } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IConstruct } from 'constructs';
import type { Problems } from '../../errors';
import type { Route } from '../../routes';

/** Claimed routes and the paths of their constructs, per app and API. An imported API is known by its literal id. */
const claims = new WeakMap<object, Map<string, Map<string, string>>>();

/** Claims routes of an API for a construct; a route that another one has already is a problem. */
export function claimRoutes(problems: Problems, scope: IConstruct, api: IHttpApi, routes: readonly Route[]): void {
  const app = claims.get(scope.node.root) ?? new Map<string, Map<string, string>>();
  claims.set(scope.node.root, app);
  const key = Token.isUnresolved(api.apiId) ? api.node.addr : api.apiId;
  const owners = app.get(key) ?? new Map<string, string>();
  app.set(key, owners);
  for (const route of routes) {
    const owner = owners.get(route.claim);
    problems.require(owner === undefined || owner === scope.node.path, {
      code: 'API_ROUTE',
      prop: 'routes',
      value: route.key,
      rule: `is claimed by ${owner} on the same API already, and the deployment of a second one fails`,
      fix: 'remove it from one of the two, or give one of them an API of its own',
    });
    if (owner === undefined) owners.set(route.claim, scope.node.path);
  }
}
