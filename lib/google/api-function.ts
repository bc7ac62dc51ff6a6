import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
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
import { googleDefaults } from './defaults';
import { allowInvoking, boundFunction, createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { type Grantee, grantInvoke } from './function/invoke-grant';
import { googleRules } from './prop-rules';
import { withAlarms } from './stack/alarm-channel';
import { durationOf, errorsOf, type Metric } from './stack/metrics';
import { alarmOnServerErrors } from './stack/request-alarms';
import type { GoogleTypes } from './types';

/** Props of `ApiFunction` on Google Cloud. */
export type ApiFunctionProps = PortableProps<GoogleTypes>;
type Settings = Resolved<'ApiFunction', ApiFunctionProps>;

/**
 * A function that answers HTTP requests: a Cloud Run function with its own address. Routes, CORS and tokens are handled
 * by the adapter, which is bundled in.
 *
 * @example
 * new ApiFunction(stack, 'Orders', { entry: 'src/orders.ts', routes: ['GET /orders/{id}', 'POST /orders'], auth: 'none' });
 * @see https://cloud.google.com/functions/docs/concepts/version-comparison
 */
export class ApiFunction extends Construct implements Bindable<FunctionClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<FunctionClient>;
  /** Handles the requests. Use it for anything without a prop. */
  readonly function: Cloudfunctions2Function;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly serviceAccount: ServiceAccount;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private readonly routes: readonly Route[];

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'ApiFunction', props, googleRules);
    const problems = new Problems(this.node.path);
    this.routes = settings.routes.flatMap((text) => problems.parse('routes', text, () => parseRoute(text)) ?? []);
    checkSupport(problems, 'google', 'ApiFunction', props);
    checkApiFunction(problems, settings as PortableProps, this.routes);
    checkFunction(problems, settings);
    problems.throwIfAny();

    const parts = this.createFunction(settings);
    this.function = parts.function;
    this.serviceAccount = parts.serviceAccount;
    // Also with tokens, which the adapter verifies.
    if (settings.auth !== 'iam') allowInvoking(this, 'Public', this.function, 'allUsers');
    new TerraformOutput(this, 'Url', { value: this.url, description: `Address of ${this.node.path}` });
    this[bound] = boundFunction('function', this.function);
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.function);
  }

  /** Duration of an invocation, in milliseconds. */
  metricDuration(): Metric {
    return durationOf(this.function);
  }

  /** Base address of the routes, without a trailing slash. */
  get url(): string {
    return this.function.serviceConfig.uri;
  }

  /**
   * Allows `grantee` to call the function. Needed with `auth: 'iam'`.
   * @throws ValidationError when `grantee` is neither a service account nor a member
   */
  grantInvoke(grantee: Grantee): void {
    grantInvoke(this, this.function, grantee);
  }

  private createFunction(settings: Settings): FunctionParts {
    return createFunction(this, {
      ...settings,
      adapter: httpAdapter(settings, this.routes),
      description: `Answers ${this.routes.map(({ key }) => key).join(', ')}`.slice(0, 500),
      requestsPerInstance: googleDefaults.requestsPerInstance.value,
      maxInstances: settings.maxInstances ?? googleDefaults.maxInstances.value,
      overrides: settings.overrides.function,
    });
  }

  private createAlarms({ alarms }: Settings): void {
    withAlarms(this, alarms, (channel) => alarmOnServerErrors(this, channel, this.function));
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const { path } = this.function.node;
    recordConstruct(
      this,
      {
        kind: 'ApiFunction',
        provider: 'google',
        functions: [parts.model],
        triggers: this.routes.map(({ key }) => ({ kind: 'http' as const, on: key, function: path })),
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxRequestBytes: settings.maxRequestBytes },
      },
      settings,
    );
  }
}
