import { FirestoreDatabase, type FirestoreDatabaseConfig } from '@cdktf/provider-google/lib/firestore-database';
import { FirestoreField } from '@cdktf/provider-google/lib/firestore-field';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import type { StateRemovalPolicy } from '../../constructs/state';
import type { Access } from '../../runtime/env-of';
import { physicalName } from '../../terraform/physical-name';
import type { Grantee } from '../bindings/bound';
import { GoogleStack } from '../stack/stack';

/** Purpose and removal of a database. */
export interface DatabaseSpec {
  readonly removalPolicy: StateRemovalPolicy;
  readonly purpose: string;
  readonly prop?: string;
  readonly overrides?: Partial<FirestoreDatabaseConfig>;
}

/**
 * A separate database: permissions are granted by database, and it is protected, restored and deleted as a whole.
 * @see https://cloud.google.com/firestore/docs/manage-databases
 */
export function createDatabase(scope: Construct, id: string, spec: DatabaseSpec): FirestoreDatabase {
  const stack = GoogleStack.of(scope);
  const path = `${scope.node.path}/${id}`;
  const kept = spec.removalPolicy === 'retain';
  const database = new FirestoreDatabase(scope, id, {
    project: stack.project,
    name: physicalName(scope.node.path, { most: 63, hashed: path }),
    locationId: stack.region,
    type: 'FIRESTORE_NATIVE',
    concurrencyMode: 'PESSIMISTIC',
    pointInTimeRecoveryEnablement: kept ? 'POINT_IN_TIME_RECOVERY_ENABLED' : 'POINT_IN_TIME_RECOVERY_DISABLED',
    deleteProtectionState: kept ? 'DELETE_PROTECTION_ENABLED' : 'DELETE_PROTECTION_DISABLED',
    // With ABANDON, Terraform forgets the database and leaves it in place.
    deletionPolicy: kept ? 'ABANDON' : 'DELETE',
    dependsOn: [stack.enable('firestore')],
    ...spec.overrides,
  });
  explain(database, { type: 'google_firestore_database', purpose: spec.purpose, prop: spec.prop });
  return database;
}

/**
 * Enables the deletion of documents whose time in `field` has passed, and disables the index of the field.
 * @see https://cloud.google.com/firestore/docs/ttl
 */
export function expireDocuments(
  scope: Construct,
  database: FirestoreDatabase,
  { collection, field, prop }: { readonly collection: string; readonly field: string; readonly prop: string },
): void {
  const ttl = new FirestoreField(scope, 'Expiry', {
    database: database.name,
    collection,
    field,
    ttlConfig: {},
    indexConfig: {},
  });
  explain(ttl, { type: 'google_firestore_field', purpose: 'Lets Firestore delete expired documents.', prop });
}

/** The role for writing also allows reading: there is no smaller one. */
const ROLES: Record<Access, string> = {
  read: 'roles/datastore.viewer',
  write: 'roles/datastore.user',
  readwrite: 'roles/datastore.user',
};

/**
 * Grants access to a database by its name. Firestore's roles are granted for a project; the condition
 * limits them to the one database.
 * @see https://cloud.google.com/firestore/docs/security/iam#conditions
 */
export function grantDatabase(database: string, { scope, id, member }: Grantee, access: Access): void {
  const { project } = GoogleStack.of(scope);
  const grant = new ProjectIamMember(scope, id, {
    project,
    role: ROLES[access],
    member,
    condition: {
      title: 'One database',
      expression: `resource.name == "projects/${project}/databases/${database}"`,
    },
  });
  const purpose = 'Lets the function use the items of this database only.';
  explain(grant, { type: 'google_project_iam_member', purpose, prop: 'bindings' });
}
