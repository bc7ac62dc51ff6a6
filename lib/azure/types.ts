import type { FunctionAppFlexConsumptionConfig } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { ProviderTypes } from '../constructs/provider';
import type { Bindable } from '../runtime/env-of';
import type { IBucket } from './objects/bucket-interface';
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
  /** None: each function app has an address of its own. */
  api: never;
  /** An action group of Azure Monitor, or its id. */
  topic: AlarmGroup;
  /** None. */
  certificate: never;
  /** None. */
  zone: never;
  /** A bucket of tradewind, made or adopted. */
  bucket: IBucket;
  /** A table of tradewind. */
  // biome-ignore lint/suspicious/noExplicitAny: a table of whatever items
  table: Table<any>;
  /** A queue of tradewind. */
  // biome-ignore lint/suspicious/noExplicitAny: a queue of whatever messages
  queue: Queue<any>;
  /** A bucket, a table, a queue, a secret or an API function of tradewind. */
  bindable: Bindable;
  /** Settings of the Terraform resources that have the last word, by construct and resource. */
  overrides: AzureStateTypes['overrides'] & {
    ApiFunction: { readonly functionApp?: FunctionAppOverrides };
    ScheduledJob: { readonly functionApp?: FunctionAppOverrides };
    PlainFunction: { readonly functionApp?: FunctionAppOverrides };
    ImagePipeline: { readonly functionApp?: FunctionAppOverrides };
    FileProcessor: { readonly functionApp?: FunctionAppOverrides };
    QueueWorker: { readonly functionApp?: FunctionAppOverrides };
    ChangeProcessor: { readonly functionApp?: FunctionAppOverrides };
  };
}

export type { FunctionAppOverrides };
