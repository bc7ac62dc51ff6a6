import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
import { Construct } from 'constructs';
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
import { TerraformOutput } from '../terraform/engine';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { azureDifferences } from './defaults';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { azureRules } from './prop-rules';
import { withAlarms } from './stack/alarm-group';
import { durationOf, errorsOf, type Metric } from './stack/metrics';
import { alarmOnServerErrors } from './stack/request-alarms';
import type { AzureTypes } from './types';

/** Props of `ApiFunction` on Azure. */
export type ApiFunctionProps = PortableProps<AzureTypes>;
type Settings = Resolved<'ApiFunction', ApiFunctionProps>;

/**
 * A function that answers HTTP requests: a function app with its own address. Routes, CORS and tokens are handled by the
 * adapter, which is bundled in.
 *
 * @example
 * new ApiFunction(stack, 'Orders', { entry: 'src/orders.ts', routes: ['GET /orders/{id}', 'POST /orders'], auth: 'none' });
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook
 */
export class ApiFunction extends Construct implements Bindable<FunctionClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<FunctionClient>;
  /** Handles the requests. Use it for anything without a prop. */
  readonly functionApp: FunctionAppFlexConsumption;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly identity: UserAssignedIdentity;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private readonly routes: readonly Route[];

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'ApiFunction', props, azureRules);
    const problems = new Problems(this.node.path);
    this.routes = settings.routes.flatMap((text) => problems.parse('routes', text, () => parseRoute(text)) ?? []);
    this.check(problems, settings, props);

    const parts = this.createFunction(settings);
    this.functionApp = parts.functionApp;
    this.identity = parts.identity;
    new TerraformOutput(this, 'Url', { value: this.url, description: `Address of ${this.node.path}` });
    this[bound] = {
      kind: 'function',
      allowed: ['write', 'readwrite'],
      path: this.functionApp.node.path,
      value: this.url,
      // Anyone with the address may call; the adapter checks tokens.
      grant: () => {},
    };
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.functionApp);
  }

  /** Duration of an invocation, in milliseconds. */
  metricDuration(): Metric {
    return durationOf(this.functionApp);
  }

  /** Base address of the routes, without a trailing slash. */
  get url(): string {
    return `https://${this.functionApp.defaultHostname}`;
  }

  private check(problems: Problems, settings: Settings, given: ApiFunctionProps): void {
    checkSupport(problems, 'azure', 'ApiFunction', given);
    checkApiFunction(problems, settings as PortableProps, this.routes);
    checkFunction(problems, this, settings);
    problems.throwIfAny();
  }

  private createFunction(settings: Settings): FunctionParts {
    return createFunction(this, {
      ...settings,
      adapter: httpAdapter(settings, this.routes),
      internal: () => bodyLimit(settings.maxRequestBytes),
      purpose: `Answers ${this.routes.map(({ key }) => key).join(', ')}`,
      overrides: settings.overrides.functionApp,
    });
  }

  private createAlarms(settings: Settings): void {
    withAlarms(this, settings, (group) => alarmOnServerErrors(this, group, this.functionApp));
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const { path } = this.functionApp.node;
    recordConstruct(
      this,
      {
        kind: 'ApiFunction',
        provider: 'azure',
        functions: [parts.model],
        triggers: this.routes.map(({ key }) => ({ kind: 'http' as const, on: key, function: path })),
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxRequestBytes: settings.maxRequestBytes },
      },
      settings,
    );
  }
}

/**
 * Makes the host refuse larger bodies, because it reads a body before it calls the function.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-app-settings#functions_request_body_size_limit
 */
function bodyLimit(bytes: number): Readonly<Record<string, string>> {
  return bytes < azureDifferences.ApiFunction.maxRequestBytes.value
    ? { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: String(bytes) }
    : {};
}
