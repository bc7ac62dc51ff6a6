import type { FunctionAppFlexConsumptionConfig } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { Listed } from '../constructs/overridden';
import type { ProviderTypes } from '../constructs/provider';
import type { Bindable } from '../runtime/env-of';
import type { IBucket } from './objects/bucket-interface';
import type { azureOverridden } from './overridden';
import type { Queue } from './queue';
import type { AlarmGroup } from './stack/alarm-group';
import type { AzureStateTypes } from './state-types';
import type { Table } from './table';

/** Props of the function app that overrides must not change, because the construct depends on them. */
type FunctionAppOverrides = Partial<
  Omit<
    FunctionAppFlexConsumptionConfig,
    'name' | 'servicePlanId' | 'storageContainerEndpoint' | 'zipDeployFile' | 'runtimeName' | 'appSettings'
  >
>;

/** Types of Azure for the portable props. */
export interface AzureTypes extends ProviderTypes {
  /** None: each function app has its own address. */
  api: never;
  /** An action group of Azure Monitor, or its id. */
  topic: AlarmGroup;
  /** None. */
  certificate: never;
  /** None. */
  zone: never;
  /** A bucket of tradewind, created by this app or imported. */
  bucket: IBucket;
  /** A table of tradewind. */
  // biome-ignore lint/suspicious/noExplicitAny: a table of any items
  table: Table<any>;
  /** A queue of tradewind. */
  // biome-ignore lint/suspicious/noExplicitAny: a queue of any messages
  queue: Queue<any>;
  /** A bucket, a table, a queue, a secret or an API function of tradewind. */
  bindable: Bindable;
  /** Settings of the Terraform resources that are applied last, by construct and resource. */
  overrides: Listed<
    typeof azureOverridden,
    AzureStateTypes['overrides'] & {
      ApiFunction: { readonly functionApp?: FunctionAppOverrides };
      ScheduledJob: { readonly functionApp?: FunctionAppOverrides };
      PlainFunction: { readonly functionApp?: FunctionAppOverrides };
      ImagePipeline: { readonly functionApp?: FunctionAppOverrides };
      FileProcessor: { readonly functionApp?: FunctionAppOverrides };
      QueueWorker: { readonly functionApp?: FunctionAppOverrides };
      ChangeProcessor: { readonly functionApp?: FunctionAppOverrides };
    }
  >;
}

export type { FunctionAppOverrides };
