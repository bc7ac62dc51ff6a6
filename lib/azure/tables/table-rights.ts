import { CosmosdbSqlRoleAssignment } from '@cdktn/provider-azurerm/lib/cosmosdb-sql-role-assignment';
import { explain } from '../../app-model/model';
import type { Access } from '../../runtime/env-of';
import type { Grantee } from '../bindings/bound';

/** Built-in roles of Cosmos DB. @see https://learn.microsoft.com/azure/cosmos-db/nosql/security/reference-data-plane-roles */
const READER = '00000000-0000-0000-0000-000000000001';
const CONTRIBUTOR = '00000000-0000-0000-0000-000000000002';

/** A container of an account of Cosmos DB. */
export interface Container {
  readonly accountId: string;
  readonly accountName: string;
  readonly resourceGroupName: string;
  readonly databaseName: string;
  readonly container: string;
}

/** Grants access to one container. Every role that allows writing also allows reading. */
export function grantContainer(
  { scope, id, principalId }: Grantee,
  { accountId, accountName, resourceGroupName, databaseName, container }: Container,
  access: Access,
  prop: string,
): void {
  const role = access === 'read' ? READER : CONTRIBUTOR;
  const assignment = new CosmosdbSqlRoleAssignment(scope, id, {
    resourceGroupName,
    accountName,
    roleDefinitionId: `${accountId}/sqlRoleDefinitions/${role}`,
    principalId,
    scope: `${accountId}/dbs/${databaseName}/colls/${container}`,
  });
  const purpose = 'Lets the function use the items of this table only.';
  explain(assignment, { type: 'azurerm_cosmosdb_sql_role_assignment', purpose, prop });
}
