import type { Construct } from 'constructs';
import { STORED } from '../../constructs/bindings/bound-resource';
import type { TableProps } from '../../constructs/state';
import { checkTable, indexesOf, keyName } from '../../constructs/table-checks';
import { Problems } from '../../errors';
import type { TableClient, TableReader, TableWriter } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { ExistingState, type NameRule } from '../../terraform/existing-state';
import { type BoundResource, bound } from '../bindings/bound';
import type { ITable } from './table-interface';

/** A table that another app of tradewind created, and its keys. */
export interface ExistingTableProps extends Pick<TableProps, 'partitionKey' | 'sortKey' | 'indexes' | 'timeToLive'> {
  /**
   * Id of its D1 database, in the account of the stack: `wrangler d1 list` prints it. A worker cannot reach a database by
   * its name.
   */
  readonly databaseId: string;
}

/** @see https://developers.cloudflare.com/api/resources/d1/ */
const ID: NameRule = {
  code: 'TABLE_NAME',
  prop: 'databaseId',
  names: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  rule: 'is not the id of a database: a UUID',
  fix: 'give the id that wrangler d1 list prints',
};

/** A D1 database that another app created. */
export class ExistingTable<Item> extends ExistingState implements ITable<Item> {
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;
  readonly [bound]: BoundResource;

  constructor(scope: Construct, id: string, props: ExistingTableProps) {
    const { databaseId, partitionKey, sortKey, timeToLive } = props;
    super(scope, id, 'table', [[databaseId, ID]]);
    const problems = new Problems(this.node.path);
    checkTable(problems, props);
    problems.throwIfAny();
    const keys = { partitionKey: keyName(partitionKey), sortKey: sortKey && keyName(sortKey) };
    this[bound] = {
      kind: 'table',
      allowed: STORED,
      path: this.node.path,
      options: { table: this.node.path, ...keys, timeToLive, indexes: indexesOf(props) },
      bindings: (name) => [{ name, type: 'd1', id: databaseId }],
    };
  }
}
