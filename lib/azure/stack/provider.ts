import { AzurermProvider } from '@cdktn/provider-azurerm/lib/provider';
import type { Construct } from 'constructs';

/**
 * Resource providers that must be registered in a subscription before a stack is deployed to it. Their names are
 * case-sensitive.
 */
const SERVICES = [
  'Microsoft.AlertsManagement',
  'Microsoft.App',
  'Microsoft.Authorization',
  'Microsoft.DocumentDB',
  'Microsoft.EventGrid',
  'Microsoft.KeyVault',
  'Microsoft.ManagedIdentity',
  'Microsoft.OperationalInsights',
  'Microsoft.Resources',
  'Microsoft.Storage',
  'Microsoft.Web',
  'microsoft.insights',
];

/** Creates the provider of a stack. @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs#features */
export function createProvider(scope: Construct, subscriptionId: string): AzurermProvider {
  return new AzurermProvider(scope, 'azurerm', {
    subscriptionId,
    resourceProviderRegistrations: 'none',
    resourceProvidersToRegister: SERVICES,
    features: [
      {
        // Accounts of data have no keys, with which the provider would otherwise read settings of their queues:
        // https://github.com/hashicorp/terraform-provider-azurerm/issues/27752
        storage: [{ dataPlaneAvailable: false }],
        // Deletes only the record of a code deployment: the extension that it names is not a resource that can be deleted.
        templateDeployment: [{ deleteNestedItemsDuringDeletion: false }],
      },
    ],
  });
}

/**
 * Creates the provider of the group of the logs. Azure itself adds rules to that group, which must not prevent Terraform from
 * deleting it: https://github.com/hashicorp/terraform-provider-azurerm/issues/18026
 */
export function createLogsProvider(scope: Construct, subscriptionId: string): AzurermProvider {
  return new AzurermProvider(scope, 'azurerm-logs', {
    subscriptionId,
    alias: 'logs',
    // The other provider registers them.
    resourceProviderRegistrations: 'none',
    features: [{ resourceGroup: [{ preventDeletionIfContainsResources: false }] }],
  });
}
