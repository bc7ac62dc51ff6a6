import type { StorageAccountConfig } from '@cdktn/provider-azurerm/lib/storage-account';
import type { Construct } from 'constructs';
import { accountName } from './names';
import { AzureStack } from './stack';

/**
 * Settings of every storage account: only current TLS, no public access, no copies to other tenants.
 * @param replication such as `LRS`
 * @see https://learn.microsoft.com/azure/storage/blobs/security-recommendations
 */
export function accountSettings(scope: Construct, id: string, replication: string): StorageAccountConfig {
  const stack = AzureStack.of(scope);
  return {
    ...stack.place,
    name: accountName(scope.node.path, id, stack.subscriptionId),
    accountTier: 'Standard',
    accountReplicationType: replication,
    minTlsVersion: 'TLS1_2',
    allowNestedItemsToBePublic: false,
    crossTenantReplicationEnabled: false,
  };
}
