import { WorkersCustomDomain } from '@cdktf/provider-cloudflare/lib/workers-custom-domain';
import type { WorkersScript } from '@cdktf/provider-cloudflare/lib/workers-script';
import { WorkersScriptSubdomain } from '@cdktf/provider-cloudflare/lib/workers-script-subdomain';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { checkApiFunction } from '../constructs/api-checks';
import type { ApiFunctionProps as PortableProps } from '../constructs/api-function';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { httpAdapter } from '../http-adapter';
import { parseRoute, type Route } from '../routes';
import type { FunctionClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { checkBindings } from './bindings/bindings';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { createWorker, type WorkerParts, type WorkerSpec } from './function/worker';
import { cloudflareRules } from './prop-rules';
import { CloudflareStack } from './stack/stack';
import type { CloudflareTypes } from './types';

/** Props of `ApiFunction` on Cloudflare. */
export type ApiFunctionProps = PortableProps<CloudflareTypes>;
type Settings = Resolved<'ApiFunction', ApiFunctionProps>;

/**
 * A worker that answers HTTP requests, on a subdomain of `workers.dev` or on your domain. Routes, CORS and tokens are
 * handled by the adapter, which is bundled in.
 *
 * @example
 * new ApiFunction(stack, 'Orders', { entry: 'src/orders.ts', routes: ['GET /orders/{id}', 'POST /orders'], auth: 'none' });
 * @see https://developers.cloudflare.com/workers/
 */
export class ApiFunction extends Construct implements Bindable<FunctionClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<FunctionClient>;
  /** Handles the requests. Use it for anything without a prop. */
  readonly script: WorkersScript;
  /** Address on `workers.dev`; undefined with a `domain`. */
  readonly subdomain?: WorkersScriptSubdomain;
  /** The custom domain. */
  readonly customDomain?: WorkersCustomDomain;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private readonly routes: readonly Route[];

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'ApiFunction', props, cloudflareRules);
    const problems = new Problems(this.node.path);
    this.routes = settings.routes.flatMap((text) => problems.parse('routes', text, () => parseRoute(text)) ?? []);
    this.check(problems, settings, props);

    const parts = this.createWorker(settings);
    this.script = parts.script;
    const { domain } = settings;
    if (domain === undefined) this.subdomain = this.createSubdomain();
    else if (domain.zone !== undefined) this.customDomain = this.createDomain(domain.name, domain.zone);
    this[bound] = {
      kind: 'function',
      allowed: ['write', 'readwrite'],
      path: this.script.node.path,
      bindings: (name) => [{ name, type: 'service', service: this.script.scriptName }],
    };
    this.record(settings, parts);
  }

  /**
   * Base address of the routes, without a trailing slash. On `workers.dev`, it contains the subdomain of the account, which
   * is unknown at synthesis.
   */
  get url(): string {
    const host = this.customDomain?.hostname ?? `${this.script.scriptName}.<subdomain of the account>.workers.dev`;
    return `https://${host}`;
  }

  private check(problems: Problems, settings: Settings, given: ApiFunctionProps): void {
    checkSupport(problems, 'cloudflare', 'ApiFunction', given);
    checkApiFunction(problems, settings as PortableProps, this.routes);
    checkBindings(problems, settings.bindings, settings.environment);
    problems.require(settings.domain === undefined || settings.domain.zone !== undefined, {
      code: 'API_DOMAIN',
      prop: 'domain.zone',
      rule: 'is missing, and a custom domain of a worker must be in a zone',
      fix: 'give the id of the zone: domain: { name, zone: { id } }',
    });
    problems.throwIfAny();
  }

  private createWorker(settings: Settings): WorkerParts {
    const worker: WorkerSpec = {
      ...settings,
      adapter: httpAdapter(settings, this.routes),
      purpose: `Answers ${this.routes.map(({ key }) => key).join(', ')}`,
      overrides: settings.overrides.script,
    };
    return createWorker(this, worker, settings.timeout.toSeconds());
  }

  private createSubdomain(): WorkersScriptSubdomain {
    const subdomain = new WorkersScriptSubdomain(this, 'Subdomain', {
      accountId: CloudflareStack.of(this).accountId,
      scriptName: this.script.scriptName,
      enabled: true,
      previewsEnabled: false,
    });
    const purpose = 'Gives the worker an address on workers.dev.';
    explain(subdomain, { type: 'cloudflare_workers_script_subdomain', purpose });
    return subdomain;
  }

  private createDomain(name: string, zone: CloudflareTypes['zone']): WorkersCustomDomain {
    const domain = new WorkersCustomDomain(this, 'Domain', {
      accountId: CloudflareStack.of(this).accountId,
      hostname: name,
      service: this.script.scriptName,
      zoneId: zone.id,
      environment: 'production',
    });
    const purpose = 'Gives the worker a domain, with its DNS record and certificate.';
    explain(domain, { type: 'cloudflare_workers_custom_domain', purpose, prop: 'domain' });
    return domain;
  }

  private record(settings: Settings, parts: WorkerParts): void {
    const { path } = this.script.node;
    recordConstruct(
      this,
      {
        kind: 'ApiFunction',
        provider: 'cloudflare',
        functions: [parts.model],
        triggers: this.routes.map(({ key }) => ({ kind: 'http' as const, on: key, function: path })),
        bindings: parts.bindings,
        limits: { maxRequestBytes: settings.maxRequestBytes },
      },
      settings,
    );
  }
}
