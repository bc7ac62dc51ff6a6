import { DataAzurermFunctionAppHostKeys } from '@cdktn/provider-azurerm/lib/data-azurerm-function-app-host-keys';
import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
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
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { azureRules } from './prop-rules';
import { withAlarms } from './stack/alarm-group';
import { durationOf, errorsOf, invocationsOf, type Metric } from './stack/metrics';
import { alarmOnServerErrors } from './stack/request-alarms';
import { AzureStack } from './stack/stack';
import type { AzureTypes } from './types';

/** Props of `PlainFunction` on Azure. */
export type PlainFunctionProps = PortableProps<AzureTypes>;
type Settings = Resolved<'PlainFunction', PlainFunctionProps>;

/**
 * A function app without a trigger of tradewind. A portable entry, or a function, answers POST requests with a function key;
 * the functions that it is bound to receive the key. An entry that registers its own triggers of Azure Functions exports `app`
 * as `handler`.
 *
 * @example
 * new PlainFunction(stack, 'Resize', { entry: 'src/resize.ts' });
 * @see https://learn.microsoft.com/azure/azure-functions/function-keys-how-to
 */
export class PlainFunction<Event = unknown, Result = unknown>
  extends Construct
  implements Bindable<InvokeClient<Event, Result>>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<InvokeClient<Event, Result>>;
  /** The function app. Use it for anything without a prop. */
  readonly functionApp: FunctionAppFlexConsumption;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly identity: UserAssignedIdentity;
  /** The function as a binding. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: PlainFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'PlainFunction', props, azureRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'PlainFunction', props);
    checkFunction(problems, this, settings);
    problems.throwIfAny();

    const parts = this.createFunction(settings);
    this.functionApp = parts.functionApp;
    this.identity = parts.identity;
    const key = () => this.key;
    this[bound] = {
      kind: 'invoke',
      allowed: ['write', 'readwrite'],
      path: this.functionApp.node.path,
      get value() {
        return `https://${parts.functionApp.defaultHostname}/?code=${key()}`;
      },
      // The key is the permission.
      grant: () => {},
    };
    withAlarms(this, settings, (group) => alarmOnServerErrors(this, group, this.functionApp));
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.functionApp);
  }

  /** Invocations of the function. */
  metricInvocations(): Metric {
    return invocationsOf(this.functionApp);
  }

  /** Duration of an invocation, in milliseconds. */
  metricDuration(): Metric {
    return durationOf(this.functionApp);
  }

  /** Address of the function, which only answers POST requests with a function key. */
  get url(): string {
    return `https://${this.functionApp.defaultHostname}`;
  }

  /** The default key of the function app, for callers outside of the app. It is in the state of Terraform. */
  get key(): string {
    const known = this.node.tryFindChild('Keys') as DataAzurermFunctionAppHostKeys | undefined;
    return (known ?? this.createKeys()).defaultFunctionKey;
  }

  private createKeys(): DataAzurermFunctionAppHostKeys {
    return new DataAzurermFunctionAppHostKeys(this, 'Keys', {
      name: this.functionApp.name,
      resourceGroupName: AzureStack.of(this).resourceGroup.name,
      // Only the name is known before the app exists.
      dependsOn: [this.functionApp],
    });
  }

  private createFunction(settings: Settings): FunctionParts {
    return createFunction(this, {
      ...settings,
      adapter: { name: 'invoke', export: 'invoke', options: { timeoutSeconds: settings.timeout.toSeconds() } },
      purpose: `Handles invocations of ${this.node.path}`,
      overrides: settings.overrides.functionApp,
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    recordConstruct(
      this,
      {
        kind: 'PlainFunction',
        provider: 'azure',
        functions: [parts.model],
        triggers: [],
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds() },
      },
      supportedProps('azure', 'PlainFunction', settings),
    );
  }
}
