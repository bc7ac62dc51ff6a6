import { StorageAccount, type StorageAccountConfig } from '@cdktn/provider-azurerm/lib/storage-account';
import type { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import type { StateRemovalPolicy } from '../../constructs/state';
import { lifecycleOf } from '../../terraform/retain';
import { azureDefaults } from '../defaults';
import { accountSettings } from './storage-account';

/** Purpose and removal of a storage account. */
export interface DataAccountSpec {
  readonly removalPolicy: StateRemovalPolicy;
  readonly purpose: string;
  readonly overrides?: Partial<StorageAccountConfig>;
}

/** Creates a storage account without keys: only roles grant access. It costs nothing while it is empty. */
export function createDataAccount(scope: Construct, spec: DataAccountSpec): StorageAccount {
  const account = new StorageAccount(scope, 'Account', {
    ...accountSettings(scope, 'Account', azureDefaults.dataReplication.value),
    sharedAccessKeyEnabled: false,
    lifecycle: lifecycleOf(spec.removalPolicy),
    ...spec.overrides,
  });
  explain(account, { type: 'azurerm_storage_account', purpose: spec.purpose });
  return account;
}
