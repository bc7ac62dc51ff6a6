import type { Construct } from 'constructs';
import type { SecretClient } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { ExistingState, type NameRule } from '../../terraform/existing-state';
import { type BoundResource, bound } from '../bindings/bound';
import { resourceId } from '../stack/account-name';
import { AzureStack } from '../stack/stack';
import type { ISecret } from './secret-interface';
import { grantSecret } from './secret-rights';

/** A secret that was created elsewhere, in the subscription of the stack. */
export interface SecretAttributes {
  /** Name of the secret. */
  readonly secretName: string;
  /** Name of its key vault, which uses roles rather than access policies. */
  readonly vaultName: string;
  /** Resource group of the vault. */
  readonly resourceGroupName: string;
}

/** @see https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers */
const NAME: NameRule = {
  code: 'SECRET_NAME',
  prop: 'secretName',
  names: /^[0-9A-Za-z-]{1,127}$/,
  rule: 'is not the name of a secret: 1 to 127 letters, digits and dashes',
  fix: 'give only the name, without an address',
};
const VAULT: NameRule = {
  code: 'SECRET_NAME',
  prop: 'vaultName',
  names: /^[A-Za-z](?!.*--)[0-9A-Za-z-]{1,22}[0-9A-Za-z]$/,
  rule: 'is not the name of a key vault: 3 to 24 letters, digits and single dashes, a letter first',
  fix: 'give only the name, without an address',
};

/** A secret that was created elsewhere. */
export class ExistingSecret extends ExistingState implements ISecret {
  declare readonly '~clients'?: ClientTypes<SecretClient>;
  readonly [bound]: BoundResource;

  constructor(scope: Construct, id: string, { secretName, vaultName, resourceGroupName }: SecretAttributes) {
    super(scope, id, 'secret', [
      [vaultName, VAULT],
      [secretName, NAME],
    ]);
    const { subscriptionId } = AzureStack.of(this);
    const vault = resourceId(subscriptionId, resourceGroupName, `Microsoft.KeyVault/vaults/${vaultName}`);
    this[bound] = {
      kind: 'secret',
      allowed: ['read', 'readwrite'],
      path: this.node.path,
      value: `https://${vaultName}.vault.azure.net/secrets/${secretName}`,
      grant: (grantee) => grantSecret(`${vault}/secrets/${secretName}`, grantee),
    };
  }
}
