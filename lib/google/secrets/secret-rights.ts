import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member';
import { explain } from '../../app-model/model';
import type { Grantee } from '../bindings/bound';

/** Grants the permission to read the value of a secret by its name. */
export function grantSecret(secretId: string, { scope, id, member }: Grantee): void {
  const role = 'roles/secretmanager.secretAccessor';
  const grant = new SecretManagerSecretIamMember(scope, id, { secretId, role, member });
  const purpose = 'Lets the function read the value of the secret.';
  explain(grant, { type: 'google_secret_manager_secret_iam_member', purpose, prop: 'bindings' });
}
