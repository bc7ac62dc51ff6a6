import { DataAzurermClientConfig } from '@cdktn/provider-azurerm/lib/data-azurerm-client-config';
import { KeyVault } from '@cdktn/provider-azurerm/lib/key-vault';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { readProps } from '../constructs/read-props';
import type { SecretProps as PortableProps } from '../constructs/state';
import { Problems } from '../errors';
import type { SecretClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { physicalName } from '../terraform/physical-name';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { azureDefaults } from './defaults';
import { azureRules } from './prop-rules';
import { ExistingSecret, type SecretAttributes } from './secrets/existing-secret';
import type { ISecret } from './secrets/secret-interface';
import { grantSecret } from './secrets/secret-rights';
import { accountName } from './stack/names';
import { AzureStack } from './stack/stack';
import type { AzureStateTypes } from './state-types';

/** Props of `Secret` on Azure. */
export type SecretProps = PortableProps<AzureStateTypes>;

/**
 * A secret in a Key Vault that all secrets of a stack share. Each function can only read the secrets that it binds. You set the
 * value by hand, because the state of Terraform would contain it: `az keyvault secret set --vault-name … --name … --value …`.
 *
 * @example
 * const apiKey = new Secret(stack, 'ApiKey', { description: 'Key of the payment provider' });
 * @see https://learn.microsoft.com/azure/key-vault/general/best-practices
 */
export class Secret extends Construct implements Bindable<SecretClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<SecretClient>;
  /** Stores the value. */
  readonly vault: KeyVault;
  /** Name of the secret in the vault. */
  readonly secretName: string;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a secret that was created elsewhere, in the subscription of the stack, so that functions can read it.
   * The secret is not changed.
   *
   * @throws ValidationError that lists every invalid name
   */
  static fromSecretName(scope: Construct, id: string, attributes: SecretAttributes): ISecret {
    return new ExistingSecret(scope, id, attributes);
  }

  constructor(scope: Construct, id: string, props: SecretProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Secret', props, azureRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'Secret', props);
    problems.throwIfAny();
    this.vault = vaultOf(AzureStack.of(this));
    this.secretName = physicalName(this.node.path, { most: 100, hashed: this.node.path });
    const what = settings.description ?? this.node.path;
    explain(this, { type: 'secret of a key vault', purpose: `${what}: ${this.secretName}, set by hand.` });
    this[bound] = {
      kind: 'secret',
      allowed: ['read', 'readwrite'],
      path: this.node.path,
      value: `${this.vault.vaultUri}secrets/${this.secretName}`,
      grant: (grantee) => grantSecret(`${this.vault.id}/secrets/${this.secretName}`, grantee),
    };
    const model = { kind: 'Secret', provider: 'azure' } as const;
    recordConstruct(this, model, settings);
  }
}

const VAULT = 'Vault';

/** The vault of a stack, created on first use. */
function vaultOf(stack: AzureStack): KeyVault {
  const known = stack.shared.node.tryFindChild(VAULT) as KeyVault | undefined;
  if (known !== undefined) return known;
  const client = new DataAzurermClientConfig(stack.shared, 'Client', {});
  const vault = new KeyVault(stack.shared, VAULT, {
    ...stack.place,
    name: accountName(stack.node.path, VAULT, stack.subscriptionId),
    tenantId: client.tenantId,
    skuName: 'standard',
    rbacAuthorizationEnabled: true,
    // Deleted secrets can be restored for this time, and no one can purge them earlier.
    softDeleteRetentionDays: azureDefaults.vaultDays.value,
    purgeProtectionEnabled: true,
  });
  explain(vault, { type: 'azurerm_key_vault', purpose: 'Stores the secrets of the stack, which are set by hand.' });
  return vault;
}
