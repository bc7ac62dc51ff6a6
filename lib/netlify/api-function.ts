import { Construct } from 'constructs';
import { type BoundConstruct, type BoundResource, bound } from '../build-output/bound';
import { type ApiHost, apiFunction, boundApi, checkApi, recordApi } from '../build-output/http-function';
import type { ApiFunctionProps as PortableProps } from '../constructs/api-function';
import { readProps } from '../constructs/read-props';
import type { FunctionClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { NetlifyFunction } from './function/function';
import { netlifyRules } from './prop-rules';
import { adapterReference } from './shipped';
import { NetlifySite } from './stack/site';
import type { NetlifyTypes } from './types';

/** Props of `ApiFunction` on Netlify. */
export type ApiFunctionProps = PortableProps<NetlifyTypes>;

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

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'ApiFunction', props, netlifyRules);
    const site = NetlifySite.of(this);
    const routes = checkApi(this, hostOf(site), { settings, given: props });
    const { adapter, ...parts } = apiFunction(this, settings, routes);
    this.function = new NetlifyFunction(this, 'Function', {
      ...settings,
      ...parts,
      adapter: adapterReference(adapter),
      trigger: () => site.pathsOf(this.node.path),
      overrides: settings.overrides.function,
    });
    site.addRoutes(this.node.path, routes);
    this[bound] = boundApi(netlifyRules, this.function, ['DEPLOY_URL', 'URL']);
    recordApi(this, netlifyRules, settings, routes);
  }

  /** Base address of the routes, without a trailing slash. The address of the site is unknown at synthesis. */
  get url(): string {
    return 'https://<site>.netlify.app';
  }
}

function hostOf(site: NetlifySite): ApiHost {
  return {
    provider: 'netlify',
    app: site,
    taken: (owner) => `has a path that ${owner} already answers, and Netlify sends a path to one function`,
    fix: 'answer all methods of the path in one function',
  };
}
