import type { FunctionAppFlexConsumptionConfig } from '@cdktf/provider-azurerm/lib/function-app-flex-consumption';
import type { Bindable } from '../runtime/env-of';

/** What the construct may not lose of the function app: who sets it breaks it. */
type FunctionAppOverrides = Partial<
  Omit<
    FunctionAppFlexConsumptionConfig,
    'name' | 'servicePlanId' | 'storageContainerEndpoint' | 'zipDeployFile' | 'runtimeName' | 'appSettings'
  >
>;

/** What Azure puts in the place of the portable types. */
export interface AzureTypes {
  /** None: each function app has an address of its own. */
  api: never;
  /** None. */
  topic: never;
  /** None. */
  certificate: never;
  /** None. */
  zone: never;
  /** None yet. */
  bucket: never;
  /** None yet. */
  table: never;
  /** None yet. */
  queue: never;
  /** An API function of tradewind. */
  bindable: Bindable;
  /** Settings of the Terraform resources that have the last word, by construct and resource. */
  overrides: {
    ApiFunction: { readonly functionApp?: FunctionAppOverrides };
    ScheduledJob: { readonly functionApp?: FunctionAppOverrides };
    ImagePipeline: object;
    FileProcessor: object;
    QueueWorker: object;
    ChangeProcessor: object;
    Bucket: object;
    Table: object;
    Queue: object;
    Secret: object;
  };
}

export type { FunctionAppOverrides };
