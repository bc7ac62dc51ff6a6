import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { Construct } from 'constructs';
import type { PlainFunctionProps as PortableProps } from '../constructs/plain-function';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { InvokeClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport, supportedProps } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { googleDefaults } from './defaults';
import { boundFunction, createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { type Grantee, grantInvoke } from './function/invoke-grant';
import { googleRules } from './prop-rules';
import { withAlarms } from './stack/alarm-channel';
import { durationOf, errorsOf, invocationsOf, type Metric } from './stack/metrics';
import { alarmOnServerErrors } from './stack/request-alarms';
import type { GoogleTypes } from './types';

/** Props of `PlainFunction` on Google Cloud. */
export type PlainFunctionProps = PortableProps<GoogleTypes>;
type Settings = Resolved<'PlainFunction', PlainFunctionProps>;

/**
 * A Cloud Run function without a trigger. Only members with `roles/run.invoker` can call it: the functions that
 * it is bound to, and those named with `grantInvoke`.
 *
 * @example
 * const resize = new PlainFunction(stack, 'Resize', { entry: 'src/resize.ts' });
 * resize.grantInvoke('Tasks', 'serviceAccount:tasks@shop-prod-4711.iam.gserviceaccount.com');
 * @see https://cloud.google.com/run/docs/authenticating/service-to-service
 */
export class PlainFunction<Event = unknown, Result = unknown>
  extends Construct
  implements Bindable<InvokeClient<Event, Result>>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<InvokeClient<Event, Result>>;
  /** The Cloud Run function. Use it for anything without a prop. */
  readonly function: Cloudfunctions2Function;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly serviceAccount: ServiceAccount;
  /** The function as a binding. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: PlainFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'PlainFunction', props, googleRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'PlainFunction', props);
    checkFunction(problems, settings);
    problems.throwIfAny();

    const parts = this.createFunction(settings);
    this.function = parts.function;
    this.serviceAccount = parts.serviceAccount;
    this[bound] = boundFunction('invoke', this.function);
    withAlarms(this, settings.alarms, (channel) => alarmOnServerErrors(this, channel, this.function));
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.function);
  }

  /** Invocations of the function. */
  metricInvocations(): Metric {
    return invocationsOf(this.function);
  }

  /** Duration of an invocation, in milliseconds. */
  metricDuration(): Metric {
    return durationOf(this.function);
  }

  /** Address of the function, which only answers callers with an identity token. */
  get url(): string {
    return this.function.serviceConfig.uri;
  }

  /**
   * Allows `grantee` to call the function.
   * @throws ValidationError when `grantee` is neither a service account nor a member
   */
  grantInvoke(grantee: Grantee): void {
    grantInvoke(this, this.function, grantee);
  }

  private createFunction(settings: Settings): FunctionParts {
    return createFunction(this, {
      ...settings,
      adapter: { name: 'invoke', export: 'invoke', options: { timeoutSeconds: settings.timeout.toSeconds() } },
      description: `Handles invocations of ${this.node.path}`.slice(0, 500),
      requestsPerInstance: googleDefaults.requestsPerInstance.value,
      maxInstances: settings.maxInstances ?? googleDefaults.maxInstances.value,
      overrides: settings.overrides.function,
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    recordConstruct(
      this,
      {
        kind: 'PlainFunction',
        provider: 'google',
        functions: [parts.model],
        triggers: [],
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds() },
      },
      supportedProps('google', 'PlainFunction', settings),
    );
  }
}
