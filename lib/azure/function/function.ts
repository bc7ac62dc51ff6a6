import { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import { ServicePlan } from '@cdktn/provider-azurerm/lib/service-plan';
import { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
import type { Construct } from 'constructs';
import { type BindingModel, explain, type FunctionModel } from '../../app-model/model';
import type { EntryFunctionSettings } from '../../constructs/function';
import type { Duration } from '../../duration';
import { entryInModel } from '../../shipped';
import { CodeAsset } from '../../terraform/code-asset';
import { physicalName } from '../../terraform/physical-name';
import { type BoundParts, resolveBindings } from '../bindings/bindings';
import { azureDefaults } from '../defaults';
import { type Adapter, adapterReference } from '../shipped';
import { hasAlarms } from '../stack/alarm-group';
import { AzureStack } from '../stack/stack';
import type { AzureTypes, FunctionAppOverrides } from '../types';
import { type CodeStore, createCodeStore, deliverCode } from './code-delivery';

/** Settings of a function in which the defaults are filled in. */
export interface FunctionSpec extends EntryFunctionSettings<AzureTypes> {
  readonly adapter: Adapter;
  readonly timeout: Duration;
  readonly memory: number;
  readonly purpose: string;
  /** Further app settings that tradewind sets. */
  readonly internal?: (clientId: string) => Readonly<Record<string, string>>;
  /** Settings of host.json in addition to those of every app. */
  readonly host?: Readonly<Record<string, unknown>>;
  readonly overrides?: FunctionAppOverrides;
  /** Alarms search the log of the function, so that sampling must not drop its lines. */
  readonly watchLines?: boolean;
}

/** A function app with one function, and its identity, which no other function uses. */
export interface FunctionParts {
  readonly functionApp: FunctionAppFlexConsumption;
  readonly identity: UserAssignedIdentity;
  readonly model: FunctionModel;
  /** Edges of the app model. */
  readonly bindings: BindingModel[];
}

/**
 * The library that passes events to the handler is bundled; the module that communicates with the host is provided by the
 * host.
 */
const PACKAGE = { name: 'function', private: true, main: 'index.js' };
/**
 * The host derives its id from the first 32 characters of the name, and two apps with one id in one storage account do not start.
 * @see https://learn.microsoft.com/azure/azure-functions/storage-considerations#host-id-considerations
 */
const MAX_NAME = 32;

/**
 * Creates a function app with its own Flex Consumption plan, because such a plan supports one app.
 * @see https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan
 */
export function createFunction(scope: Construct, spec: FunctionSpec): FunctionParts {
  const { subscriptionId } = AzureStack.of(scope);
  const name = physicalName(scope.node.path, { most: MAX_NAME, hashed: `${subscriptionId}/${scope.node.path}` });
  const identity = createIdentity(scope, name);
  const bound = resolveBindings(spec.bindings);
  bound.grantTo({ scope, principalId: identity.principalId });
  const store = createCodeStore(scope);
  const functionApp = createApp(scope, name, { spec, bound, identity, store });
  deliverCode(scope, functionApp, store, createCode(scope, spec, bound));
  return {
    functionApp,
    identity,
    model: functionModel(functionApp, spec),
    bindings: bound.model(functionApp.node.path),
  };
}

/** Resources of a function app. */
interface AppParts {
  readonly spec: FunctionSpec;
  readonly bound: BoundParts;
  readonly identity: UserAssignedIdentity;
  readonly store: CodeStore;
}

function createApp(scope: Construct, name: string, parts: AppParts): FunctionAppFlexConsumption {
  const { spec, bound, identity, store } = parts;
  const stack = AzureStack.of(scope);
  const functionApp = new FunctionAppFlexConsumption(scope, 'App', {
    ...stack.place,
    name,
    servicePlanId: createPlan(scope, name).id,
    runtimeName: 'node',
    runtimeVersion: azureDefaults.runtimeVersion.value,
    instanceMemoryInMb: spec.memory,
    maximumInstanceCount: spec.maxInstances ?? azureDefaults.maxInstances.value,
    httpsOnly: true,
    // One Deploy through Resource Manager uses the permissions of the deploying user, and no password.
    webdeployPublishBasicAuthenticationEnabled: false,
    identity: { type: 'UserAssigned', identityIds: [identity.id] },
    storageContainerType: 'blobContainer',
    storageContainerEndpoint: `${store.account.primaryBlobEndpoint}${store.deployed.name}`,
    // With an identity, the provider writes a connection string with an empty key, and the host does not start:
    // https://github.com/hashicorp/terraform-provider-azurerm/issues/29993
    storageAuthenticationType: 'StorageAccountConnectionString',
    storageAccessKey: store.account.primaryAccessKey,
    appSettings: {
      ...spec.environment,
      ...bound.environment,
      ...spec.internal?.(identity.clientId),
      ...ownSettings(identity),
    },
    siteConfig: {
      minimumTlsVersion: '1.2',
      ...(spec.tracing !== 'off' && {
        applicationInsightsConnectionString: stack.applicationInsights.connectionString,
      }),
    },
    ...spec.overrides,
  });
  const type = 'azurerm_function_app_flex_consumption';
  explain(functionApp, { type, purpose: `${spec.purpose}.`, prop: 'entry' });
  return functionApp;
}

function ownSettings(identity: UserAssignedIdentity) {
  return {
    // Libraries of Azure read the identity from it.
    AZURE_CLIENT_ID: identity.clientId,
    // The page that would replace the function at the root.
    AzureWebJobsDisableHomepage: 'true',
  };
}

function createIdentity(scope: Construct, name: string): UserAssignedIdentity {
  const identity = new UserAssignedIdentity(scope, 'Identity', { ...AzureStack.of(scope).place, name });
  const purpose = 'Identity of the function, with only the permissions that are granted to it.';
  explain(identity, { type: 'azurerm_user_assigned_identity', purpose });
  return identity;
}

function createPlan(scope: Construct, name: string): ServicePlan {
  const plan = new ServicePlan(scope, 'Plan', { ...AzureStack.of(scope).place, name, osType: 'Linux', skuName: 'FC1' });
  const purpose = 'Billed by use; it costs nothing when idle.';
  explain(plan, { type: 'azurerm_service_plan', purpose });
  return plan;
}

function createCode(scope: Construct, spec: FunctionSpec, { references }: BoundParts): CodeAsset {
  const host = () => ({
    version: '2.0',
    extensionBundle: azureDefaults.extensionBundle.value,
    functionTimeout: toTimeSpan(spec.timeout.toSeconds()),
    logging: loggingOf(scope, spec),
    ...spec.host,
    extensions: { http: { routePrefix: '' }, ...(spec.host?.extensions as object | undefined) },
  });
  const request = {
    path: scope.node.path,
    entry: spec.entry,
    handler: spec.handler,
    adapter: adapterReference(spec.adapter),
    target: `node${azureDefaults.runtimeVersion.value}`,
    native: { os: 'linux', cpu: 'x64', libc: 'glibc' },
    options: spec.bundling,
    bindings: references,
    shape: { platform: 'node', format: 'cjs', external: ['@azure/functions-core'] },
  } as const;
  // Evaluated at synthesis, when it is known if there are alarms.
  const files = () => ({
    'package.json': `${JSON.stringify(PACKAGE)}\n`,
    'host.json': `${JSON.stringify(host())}\n`,
  });
  return new CodeAsset(scope, request, { form: 'zip', files });
}

/**
 * With alarms, excludes the records that they query from sampling.
 * @see https://learn.microsoft.com/azure/azure-functions/configure-monitoring#configure-sampling
 */
function loggingOf(scope: Construct, { alarms, watchLines }: FunctionSpec) {
  if (!hasAlarms(scope, alarms)) return undefined;
  const { requests, lines } = azureDefaults.alarmSampling.value;
  const excludedTypes = watchLines ? lines : requests;
  return { applicationInsights: { samplingSettings: { isEnabled: true, excludedTypes } } };
}

/** A duration as .NET writes it: `01:02:03`. */
function toTimeSpan(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function functionModel(app: FunctionAppFlexConsumption, spec: FunctionSpec): FunctionModel {
  return {
    path: app.node.path,
    entry: entryInModel(spec.entry),
    runtime: `node ${azureDefaults.runtimeVersion.value}`,
    architecture: 'x86_64',
    memory: spec.memory,
    timeoutSeconds: spec.timeout.toSeconds(),
  };
}
