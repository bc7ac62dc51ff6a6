import { Construct } from 'constructs';
import { recordConstruct } from '../build-output/app-model';
import { bindingModels, checkBindings } from '../build-output/bindings';
import { type BoundConstruct, type BoundResource, bound } from '../build-output/bound';
import { checkApiFunction } from '../constructs/api-checks';
import type { ApiFunctionProps as PortableProps } from '../constructs/api-function';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { httpAdapter } from '../http-adapter';
import { physicalName } from '../physical-name';
import { parseRoute, type Route } from '../routes';
import type { FunctionClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { siteFunction } from '../shipped';
import { checkSupport } from '../support/check';
import { VercelApp } from './app';
import { VercelFunction } from './function';
import { vercelRules } from './prop-rules';
import { adapterReference } from './shipped';
import type { VercelTypes } from './types';

/** Props of `ApiFunction` on Vercel. */
export type ApiFunctionProps = PortableProps<VercelTypes>;
type Settings = Resolved<'ApiFunction', ApiFunctionProps>;

/**
 * A Vercel Function that answers HTTP requests, on the address of the project. The routing layer selects the function; the
 * adapter handles CORS, tokens and wrong methods.
 *
 * @example
 * new ApiFunction(app, 'Orders', { entry: 'src/orders.ts', routes: ['GET /orders/{id}', 'POST /orders'], auth: 'none' });
 * @see https://vercel.com/docs/functions
 */
export class ApiFunction extends Construct implements Bindable<FunctionClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<FunctionClient>;
  /** Handles the requests. */
  readonly function: VercelFunction;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private readonly routes: readonly Route[];

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'ApiFunction', props, vercelRules);
    const problems = new Problems(this.node.path);
    this.routes = settings.routes.flatMap((text) => problems.parse('routes', text, () => parseRoute(text)) ?? []);
    const app = VercelApp.of(this);
    this.check(app, problems, settings, props);

    this.function = this.createFunction(settings);
    app.addRoutes(this.node.path, this.function, this.routes, settings.cors !== undefined);
    this[bound] = {
      provider: 'vercel',
      kind: 'function',
      allowed: ['write', 'readwrite'],
      path: this.function.node.path,
      client: siteFunction({ addresses: ['VERCEL_URL'] }),
    };
    this.record(settings);
  }

  /** Base address of the routes, without a trailing slash. The address of the project is unknown at synthesis. */
  get url(): string {
    return 'https://<project>.vercel.app';
  }

  private check(app: VercelApp, problems: Problems, settings: Settings, given: ApiFunctionProps): void {
    checkSupport(problems, 'vercel', 'ApiFunction', given);
    checkApiFunction(problems, settings as PortableProps, this.routes);
    checkBindings(problems, 'vercel', settings);
    for (const route of this.routes) {
      const owner = app.ownerOf(route);
      problems.require(owner === undefined, {
        code: 'API_ROUTE',
        prop: 'routes',
        value: route.key,
        rule: `is already a route of ${owner}, and all functions of an app have one address`,
        fix: 'remove it from one of them',
      });
    }
    problems.throwIfAny();
  }

  private createFunction(settings: Settings): VercelFunction {
    return new VercelFunction(this, 'Function', {
      ...settings,
      name: physicalName(this.node.path, { most: 60, hashed: this.node.path }),
      adapter: adapterReference(httpAdapter(settings, this.routes)),
      purpose: `Answers ${this.routes.map(({ key }) => key).join(', ')}`,
      overrides: settings.overrides.function,
    });
  }

  private record(settings: Settings): void {
    const { path } = this.function.node;
    recordConstruct(
      this,
      {
        kind: 'ApiFunction',
        provider: 'vercel',
        functions: [this.function.model],
        triggers: this.routes.map(({ key }) => ({ kind: 'http' as const, on: key, function: path })),
        bindings: bindingModels(settings.bindings, path),
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxRequestBytes: settings.maxRequestBytes },
      },
      settings,
    );
  }
}
