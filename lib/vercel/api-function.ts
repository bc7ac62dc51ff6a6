import { Construct } from 'constructs';
import { type BoundConstruct, type BoundResource, bound } from '../build-output/bound';
import { type ApiHost, apiFunction, boundApi, checkApi, recordApi } from '../build-output/http-function';
import type { ApiFunctionProps as PortableProps } from '../constructs/api-function';
import { readProps } from '../constructs/read-props';
import type { FunctionClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { VercelFunction } from './function/function';
import { vercelRules } from './prop-rules';
import { adapterReference } from './shipped';
import { VercelApp } from './stack/app';
import type { VercelTypes } from './types';

/** Props of `ApiFunction` on Vercel. */
export type ApiFunctionProps = PortableProps<VercelTypes>;

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

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'ApiFunction', props, vercelRules);
    const app = VercelApp.of(this);
    const routes = checkApi(this, hostOf(app), { settings, given: props });
    const { adapter, ...parts } = apiFunction(this, settings, routes);
    this.function = new VercelFunction(this, 'Function', {
      ...settings,
      ...parts,
      adapter: adapterReference(adapter),
      overrides: settings.overrides.function,
    });
    app.addRoutes(this.node.path, this.function, routes, settings.cors !== undefined);
    this[bound] = boundApi(vercelRules, this.function, ['VERCEL_URL']);
    recordApi(this, vercelRules, settings, routes);
  }

  /** Base address of the routes, without a trailing slash. The address of the project is unknown at synthesis. */
  get url(): string {
    return 'https://<project>.vercel.app';
  }
}

function hostOf(app: VercelApp): ApiHost {
  return {
    provider: 'vercel',
    app,
    taken: (owner) => `is already a route of ${owner}, and all functions of an app have one address`,
    fix: 'remove it from one of them',
  };
}
