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

/** A table that was made elsewhere, and the keys that it has. */
export interface ImportedTableProps extends Pick<TableProps, 'partitionKey' | 'sortKey' | 'indexes'> {
  /** Its name, in the account and the region of the stack. */
  readonly tableName: string;
  /**
   * Its stream, by which a `ChangeProcessor` receives its changes.
   * @default - none
   */
  readonly tableStreamArn?: string;
}

/**
 * A table that was made elsewhere, by `Table.fromTableName`. It is bound, and given to `ChangeProcessor`, as a `Table` is.
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
  /** Its description for functions. @hidden */
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
