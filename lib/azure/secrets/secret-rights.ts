import type { Grantee } from '../bindings/bound';
import { assignRole } from '../stack/roles';

/** Grants the permission to read the value of a secret by its id. */
export function grantSecret(secretId: string, grantee: Grantee): void {
  const purpose = 'Lets the function read the value of the secret.';
  assignRole(grantee, { name: 'Key Vault Secrets User', scope: secretId, purpose, prop: 'bindings' });
}
