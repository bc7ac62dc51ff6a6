import { RoleAssignment } from '@cdktn/provider-azurerm/lib/role-assignment';
import { explain } from '../../app-model/model';
import type { Grantee } from '../bindings/bound';

/** A role, and the resource that it applies to. */
export interface Role {
  /** As Azure names it: `Storage Blob Data Reader`. */
  readonly name: string;
  /** Id of the resource that it holds for. */
  readonly scope: string;
  readonly purpose: string;
  /** The prop that asks for it. */
  readonly prop: string;
}

/** Gives an identity a role on one resource. @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export function assignRole({ scope: owner, id, principalId }: Grantee, role: Role): RoleAssignment {
  const assignment = new RoleAssignment(owner, id, {
    scope: role.scope,
    roleDefinitionName: role.name,
    principalId,
    principalType: 'ServicePrincipal',
    // An identity is not known everywhere as soon as it is made.
    skipServicePrincipalAadCheck: true,
  });
  explain(assignment, { type: 'azurerm_role_assignment', purpose: role.purpose, prop: role.prop });
  return assignment;
}
