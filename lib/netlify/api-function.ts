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
import { NetlifyFunction } from './function';
import { netlifyRules } from './prop-rules';
import { adapterReference } from './shipped';
import { NetlifySite } from './site';
import type { NetlifyTypes } from './types';

/** Props of `ApiFunction` on Netlify. */
export type ApiFunctionProps = PortableProps<NetlifyTypes>;
type Settings = Resolved<'ApiFunction', ApiFunctionProps>;

/**
 * A Netlify function that answers HTTP requests, on the address of the site. The adapter, which is bundled in, handles CORS,
 * tokens and the methods of a path.
 *
 * @example
 * new ApiFunction(site, 'Orders', { entry: 'src/orders.ts', routes: ['GET /orders/{id}', 'POST /orders'], auth: 'none' });
 * @see https://docs.netlify.com/build/functions/overview/
 */
export class ApiFunction extends Construct implements Bindable<FunctionClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<FunctionClient>;
  /** Handles the requests. */
  readonly function: NetlifyFunction;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private readonly routes: readonly Route[];

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'ApiFunction', props, netlifyRules);
    const problems = new Problems(this.node.path);
    this.routes = settings.routes.flatMap((text) => problems.parse('routes', text, () => parseRoute(text)) ?? []);
    const site = NetlifySite.of(this);
    this.check(site, problems, settings, props);

    this.function = this.createFunction(site, settings);
    site.addRoutes(this.node.path, this.routes);
    this[bound] = {
      provider: 'netlify',
      kind: 'function',
      allowed: ['write', 'readwrite'],
      path: this.function.node.path,
      client: siteFunction({ addresses: ['DEPLOY_URL', 'URL'] }),
    };
    this.record(settings);
  }

  /** Base address of the routes, without a trailing slash. The address of the site is unknown at synthesis. */
  get url(): string {
    return 'https://<site>.netlify.app';
  }

  private check(site: NetlifySite, problems: Problems, settings: Settings, given: ApiFunctionProps): void {
    checkSupport(problems, 'netlify', 'ApiFunction', given);
    checkApiFunction(problems, settings as PortableProps, this.routes);
    checkBindings(problems, 'netlify', settings);
    for (const route of this.routes) {
      const owner = site.ownerOf(route);
      problems.require(owner === undefined, {
        code: 'API_ROUTE',
        prop: 'routes',
        value: route.key,
        rule: `has a path that ${owner} already answers, and Netlify sends a path to one function`,
        fix: 'answer all methods of the path in one function',
      });
    }
    problems.throwIfAny();
  }

  private createFunction(site: NetlifySite, settings: Settings): NetlifyFunction {
    return new NetlifyFunction(this, 'Function', {
      ...settings,
      name: physicalName(this.node.path, { most: 60, hashed: this.node.path }),
      adapter: adapterReference(httpAdapter(settings, this.routes)),
      purpose: `Answers ${this.routes.map(({ key }) => key).join(', ')}`,
      trigger: () => site.pathsOf(this.node.path),
      overrides: settings.overrides.function,
    });
  }

  private record(settings: Settings): void {
    const { path } = this.function.node;
    recordConstruct(
      this,
      {
        kind: 'ApiFunction',
        provider: 'netlify',
        functions: [this.function.model],
        triggers: this.routes.map(({ key }) => ({ kind: 'http' as const, on: key, function: path })),
        bindings: bindingModels(settings.bindings, path),
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxRequestBytes: settings.maxRequestBytes },
      },
      settings,
    );
  }
}
