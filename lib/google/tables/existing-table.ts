import type { Construct } from 'constructs';
import { STORED } from '../../constructs/bindings/bound-resource';
import type { TableProps } from '../../constructs/state';
import { checkTable, indexesOf, keyName } from '../../constructs/table-checks';
import { Problems } from '../../errors';
import type { TableClient, TableReader, TableWriter } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { ExistingState, type NameRule } from '../../terraform/existing-state';
import { type BoundResource, bound } from '../bindings/bound';
import { GoogleStack } from '../stack/stack';
import { grantDatabase } from './database';
import type { ITable } from './table-interface';

/** A table that another app of tradewind created, and its keys. */
export interface ExistingTableProps extends Pick<TableProps, 'partitionKey' | 'sortKey' | 'indexes' | 'timeToLive'> {
  /** Name of its Firestore database, in the project of the stack. */
  readonly tableName: string;
}

/** @see https://cloud.google.com/firestore/docs/manage-databases#database_id */
const NAME: NameRule = {
  code: 'TABLE_NAME',
  prop: 'tableName',
  names: /^[a-z][a-z0-9-]{2,61}[a-z0-9]$/,
  rule: 'is not the name of a database: 4 to 63 lowercase letters, digits and dashes, a letter first',
  fix: 'give only the name, without projects/…/databases/',
};

/** A Firestore database that another app created. */
export class ExistingTable<Item> extends ExistingState implements ITable<Item> {
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;
  readonly [bound]: BoundResource;

  constructor(scope: Construct, id: string, props: ExistingTableProps) {
    const { tableName, partitionKey, sortKey, timeToLive } = props;
    super(scope, id, 'table', [[tableName, NAME]]);
    const problems = new Problems(this.node.path);
    checkTable(problems, props);
    problems.throwIfAny();
    const keys = { partitionKey: keyName(partitionKey), sortKey: sortKey && keyName(sortKey) };
    this[bound] = {
      kind: 'table',
      allowed: STORED,
      path: this.node.path,
      value: `projects/${GoogleStack.of(this).project}/databases/${tableName}`,
      options: { ...keys, timeToLive, indexes: indexesOf(props) },
      grant: (grantee, access) => grantDatabase(tableName, grantee, access),
    };
  }
}
