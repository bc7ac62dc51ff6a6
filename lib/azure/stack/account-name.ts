import type { NameRule } from '../../terraform/existing-state';

/** Rule for the name of a storage account that was created elsewhere. */
export function storageAccountRule(code: string): NameRule {
  return {
    code,
    prop: 'accountName',
    names: /^[a-z0-9]{3,24}$/,
    rule: 'is not the name of a storage account: 3 to 24 lowercase letters and digits',
    fix: 'give only the name, without an address',
  };
}

/**
 * Id of a resource of the subscription, in the resource group `group`: `resourceId(…,
 * 'Microsoft.Storage/storageAccounts/shop')`.
 */
export function resourceId(subscriptionId: string, group: string, resource: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${resource}`;
}
