import type { Construct } from 'constructs';
import { STORED } from '../../constructs/bindings/bound-resource';
import type { TableProps } from '../../constructs/state';
import { checkTable, indexesOf, keyName } from '../../constructs/table-checks';
import { Problems } from '../../errors';
import type { TableClient, TableReader, TableWriter } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { ExistingState, type NameRule } from '../../terraform/existing-state';
import { type BoundResource, bound } from '../bindings/bound';
import { resourceId } from '../stack/account-name';
import { AzureStack } from '../stack/stack';
import { DATABASE } from './cosmos';
import type { ITable } from './table-interface';
import { grantContainer } from './table-rights';

/** A table that another app of tradewind created, in the subscription of the stack, and its keys. */
export interface ExistingTableProps extends Pick<TableProps, 'partitionKey' | 'sortKey' | 'indexes' | 'timeToLive'> {
  /** Name of its container. */
  readonly tableName: string;
  /** Name of its account of Cosmos DB. */
  readonly accountName: string;
  /** Resource group of the account. */
  readonly resourceGroupName: string;
}

/** @see https://learn.microsoft.com/azure/cosmos-db/resource-model */
const NAME: NameRule = {
  code: 'TABLE_NAME',
  prop: 'tableName',
  names: /^[\w.-]{1,255}$/,
  rule: 'is not the name of a container: 1 to 255 letters, digits or any of _ . -',
  fix: 'give only the name, without an address',
};
const ACCOUNT: NameRule = {
  code: 'TABLE_NAME',
  prop: 'accountName',
  names: /^[a-z0-9][a-z0-9-]{1,42}[a-z0-9]$/,
  rule: 'is not the name of an account of Cosmos DB: 3 to 44 lowercase letters, digits and dashes',
  fix: 'give only the name, without an address',
};

/** A container of Cosmos DB that another app created. */
export class ExistingTable<Item> extends ExistingState implements ITable<Item> {
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;
  readonly [bound]: BoundResource;

  constructor(scope: Construct, id: string, props: ExistingTableProps) {
    const { tableName, accountName, partitionKey, sortKey, timeToLive } = props;
    super(scope, id, 'table', [
      [accountName, ACCOUNT],
      [tableName, NAME],
    ]);
    const problems = new Problems(this.node.path);
    checkTable(problems, props);
    problems.throwIfAny();
    const keys = { partitionKey: keyName(partitionKey), sortKey: sortKey && keyName(sortKey) };
    this[bound] = {
      kind: 'table',
      allowed: STORED,
      path: this.node.path,
      value: `https://${accountName}.documents.azure.com:443/dbs/${DATABASE}/colls/${tableName}`,
      options: { ...keys, timeToLive, indexes: indexesOf(props) },
      grant: (grantee, access) => grantContainer(grantee, this.container(props), access, 'bindings'),
    };
  }

  private container({ tableName, accountName, resourceGroupName }: ExistingTableProps) {
    const { subscriptionId } = AzureStack.of(this);
    const account = `Microsoft.DocumentDB/databaseAccounts/${accountName}`;
    const accountId = resourceId(subscriptionId, resourceGroupName, account);
    return { accountId, accountName, resourceGroupName, databaseName: DATABASE, container: tableName };
  }
}
