import type { Construct } from 'constructs';
import type { FunctionModel } from '../app-model/model';
import { checkApiFunction } from '../constructs/api-checks';
import type { ApiFunctionProps } from '../constructs/api-function';
import type { PropRules } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { httpAdapter } from '../http-adapter';
import { physicalName } from '../physical-name';
import { parseRoute, type Route } from '../routes';
import { siteFunction } from '../shipped';
import { checkSupport } from '../support/check';
import { recordConstruct } from './app-model';
import { bindingModels, checkBindings } from './bindings';
import type { BoundResource } from './bound';
import type { RoutedApp } from './upload-settings';

type ApiSettings = Resolved<'ApiFunction', ApiFunctionProps>;
type Provider = Pick<PropRules, 'provider'>;

/** An app with the reason against a second function on a route, which depends on how the provider routes requests. */
export interface ApiHost extends Provider {
  readonly app: RoutedApp;
  /** Rule about a route that the function of the construct at the path `owner` has. */
  readonly taken: (owner: string) => string;
  readonly fix: string;
}

/** Checks an `ApiFunction`, and returns its routes. @throws ValidationError */
export function checkApi(
  { node }: Construct,
  { provider, app, taken, fix }: ApiHost,
  { settings, given }: { readonly settings: ApiSettings; readonly given: object },
): readonly Route[] {
  const problems = new Problems(node.path);
  const routes = settings.routes.flatMap((text) => problems.parse('routes', text, () => parseRoute(text)) ?? []);
  checkSupport(problems, provider, 'ApiFunction', given);
  checkApiFunction(problems, settings, routes);
  checkBindings(problems, provider, settings);
  for (const route of routes) {
    const owner = app.ownerOf(route);
    if (owner === undefined) continue;
    problems.add({ code: 'API_ROUTE', prop: 'routes', value: route.key, rule: taken(owner), fix });
  }
  problems.throwIfAny();
  return routes;
}

/** Name, adapter and purpose of a function that answers on routes. */
export function apiFunction({ node: { path } }: Construct, settings: ApiSettings, routes: readonly Route[]) {
  return {
    name: physicalName(path, { most: 60, hashed: path }),
    adapter: httpAdapter(settings, routes),
    purpose: `Answers ${routes.map(({ key }) => key).join(', ')}`,
  };
}

/** Description of an `ApiFunction` for bindings. `addresses` are the variables with the address of the app. */
export function boundApi(
  { provider }: Provider,
  { node: { path } }: Construct,
  addresses: readonly string[],
): BoundResource {
  const client = siteFunction({ addresses });
  return { provider, kind: 'function', allowed: ['write', 'readwrite'], path, client };
}

/** Records an `ApiFunction` in the app model. */
export function recordApi(
  api: Construct & { readonly function: Construct & { readonly model: FunctionModel } },
  { provider }: Provider,
  settings: ApiSettings,
  routes: readonly Route[],
): void {
  const { model, node } = api.function;
  const { bindings, timeout, maxRequestBytes } = settings;
  recordConstruct(
    api,
    {
      kind: 'ApiFunction',
      provider,
      functions: [model],
      triggers: routes.map(({ key }) => ({ kind: 'http' as const, on: key, function: node.path })),
      bindings: bindingModels(bindings, node.path),
      limits: { timeoutSeconds: timeout.toSeconds(), maxRequestBytes },
    },
    settings,
  );
}
