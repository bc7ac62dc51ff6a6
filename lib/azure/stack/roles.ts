import { RoleAssignment } from '@cdktn/provider-azurerm/lib/role-assignment';
import { explain } from '../../app-model/model';
import type { Grantee } from '../bindings/bound';

/** A role, and the resource that it applies to. */
export interface Role {
  /** Name of the role in Azure: `Storage Blob Data Reader`. */
  readonly name: string;
  /** Id of the resource that it applies to. */
  readonly scope: string;
  readonly purpose: string;
  /** The prop that requires it. */
  readonly prop: string;
}

/**
 * Assigns a role on one resource to an identity.
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export function assignRole({ scope: owner, id, principalId }: Grantee, role: Role): RoleAssignment {
  const assignment = new RoleAssignment(owner, id, {
    scope: role.scope,
    roleDefinitionName: role.name,
    principalId,
    principalType: 'ServicePrincipal',
    // A new identity takes some time to propagate.
    skipServicePrincipalAadCheck: true,
  });
  explain(assignment, { type: 'azurerm_role_assignment', purpose: role.purpose, prop: role.prop });
  return assignment;
}
