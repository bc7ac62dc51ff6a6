import { Token } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IConstruct } from 'constructs';
import type { Problems } from '../../errors';
import type { Route } from '../../routes';

/** Paths of constructs, by the routes that they claim. */
type Claims = Map<string, string>;

/** Claims per app and API. An imported API is identified by its literal id. */
const claims = new WeakMap<object, Map<string, Claims>>();

/** Claims on an API, in the app of `scope`. */
function claimsOn(api: IHttpApi, { node: { root } }: IConstruct): Claims {
  const app = claims.get(root) ?? new Map<string, Claims>();
  claims.set(root, app);
  const key = Token.isUnresolved(api.apiId) ? api.node.addr : api.apiId;
  const owners = app.get(key) ?? new Map<string, string>();
  app.set(key, owners);
  return owners;
}

/** Checks that no other construct has claimed one of the routes. */
export function checkClaims(problems: Problems, scope: IConstruct, api: IHttpApi, routes: readonly Route[]): void {
  const owners = claimsOn(api, scope);
  for (const route of routes) {
    const owner = owners.get(route.claim);
    problems.require(owner === undefined, {
      code: 'API_ROUTE',
      prop: 'routes',
      value: route.key,
      rule: `is already claimed by ${owner} on the same API, and a second one fails to deploy`,
      fix: "remove it from one of the two, or set api: 'own' on one of them",
    });
  }
}

/** Claims routes of an API for a construct. */
export function claimRoutes(scope: IConstruct, api: IHttpApi, routes: readonly Route[]): void {
  const owners = claimsOn(api, scope);
  for (const { claim } of routes) owners.set(claim, scope.node.path);
}
