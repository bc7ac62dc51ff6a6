import { Table as CdkTable, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { TableProps } from '../../constructs/state';
import { checkTable, indexesOf, keyName } from '../../constructs/table-checks';
import { Problems } from '../../errors';
import type { TableClient, TableReader, TableWriter } from '../../runtime/clients';
import type { Bindable, ClientTypes } from '../../runtime/env-of';
import type { TableOptions } from '../../runtime/item-keys';
import { type BoundConstruct, type BoundResource, bound } from '../bindings/bound';
import { importedKeys } from './table-keys';
import { boundTable } from './table-rights';

/** Name and keys of a table that was created elsewhere. */
export interface ImportedTableProps extends Pick<TableProps, 'partitionKey' | 'sortKey' | 'indexes'> {
  /** Name of the table, in the account and the region of the stack. */
  readonly tableName: string;
  /**
   * ARN of its stream, from which a `ChangeProcessor` receives changes.
   * @default - none
   */
  readonly tableStreamArn?: string;
}

/**
 * A table that was created elsewhere, imported by `Table.fromTableName`. It is bound, and passed to a
 * `ChangeProcessor`, like a `Table`.
 *
 * @example
 * const orders = Table.fromTableName<Order>(stack, 'Orders', { tableName: 'orders', partitionKey: 'customer', sortKey: 'placed' });
 */
export class ImportedTable<Item = Record<string, unknown>>
  extends Construct
  implements Bindable<TableClient<Item>, TableReader<Item>, TableWriter<Item>>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;
  /** The table, as the CDK imports it. */
  readonly table: ITable;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ImportedTableProps) {
    super(scope, id);
    const problems = new Problems(this.node.path);
    checkTable(problems, props);
    problems.throwIfAny();
    const { tableName, tableStreamArn, partitionKey, sortKey } = props;
    const table = CdkTable.fromTableAttributes(this, 'Table', { tableName, tableStreamArn });
    const keys: TableOptions = {
      partitionKey: keyName(partitionKey),
      sortKey: sortKey && keyName(sortKey),
      indexes: indexesOf(props),
    };
    this.table = Object.assign(table, { [importedKeys]: keys });
    this[bound] = boundTable(this.table);
  }
}
