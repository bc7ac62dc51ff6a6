import type { CosmosdbSqlContainerConfig } from '@cdktn/provider-azurerm/lib/cosmosdb-sql-container';
import type { StorageAccountConfig } from '@cdktn/provider-azurerm/lib/storage-account';
import type { StateTypes } from '../constructs/provider';

/** Types of Azure in the props of buckets, tables, queues and secrets. */
export interface AzureStateTypes extends StateTypes {
  /** Settings that are applied last, by construct. */
  overrides: {
    Bucket: { readonly account?: Partial<StorageAccountConfig> };
    Table: { readonly container?: Partial<CosmosdbSqlContainerConfig> };
    Queue: { readonly account?: Partial<StorageAccountConfig> };
    Secret: object;
  };
}
