import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { STORED } from '../../constructs/bindings/bound-resource';
import type { BoundResource } from '../bindings/bound';
import { keysOfTable } from './table-keys';

/** Actions of the client, and those that `raw` requires for the same items. Scans of the table are not included. */
const ACTIONS = {
  read: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'],
  write: ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
} as const;

/** Grants the permissions to read the items of a table and its indexes, or to write and delete items. */
export function grantTable(
  table: ITable,
  grantee: iam.IGrantable,
  access: 'read' | 'write',
  indexes: readonly string[] = Object.keys(keysOfTable(table).indexes ?? {}),
): iam.Grant {
  if (access === 'read') table.encryptionKey?.grantDecrypt(grantee);
  else table.encryptionKey?.grantEncryptDecrypt(grantee);
  const grant = iam.Grant.addToPrincipal({
    grantee,
    actions: [...ACTIONS[access]],
    resourceArns: [table.tableArn],
  });
  if (access === 'write' || indexes.length === 0) return grant;
  const resourceArns = indexes.map((name) => `${table.tableArn}/index/${name}`);
  return grant.combine(iam.Grant.addToPrincipal({ grantee, actions: ['dynamodb:Query'], resourceArns }));
}

/** Description of a table for bindings. */
export function boundTable(table: ITable): BoundResource {
  return {
    kind: 'table',
    allowed: STORED,
    path: table.node.path,
    value: table.tableName,
    construct: table,
    // Read when a function is bound, because indexes can be added to a table of the CDK later.
    get options() {
      return { ...keysOfTable(table) };
    },
    grant({ role }, access) {
      if (access !== 'write') grantTable(table, role, 'read');
      if (access !== 'read') grantTable(table, role, 'write');
    },
  };
}
