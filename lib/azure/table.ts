import { CosmosdbSqlContainer } from '@cdktn/provider-azurerm/lib/cosmosdb-sql-container';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { STORED } from '../constructs/bindings/bound-resource';
import { readProps } from '../constructs/read-props';
import type { TableProps as PortableProps } from '../constructs/state';
import { checkTable, indexesOf, keyName } from '../constructs/table-checks';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { TableClient, TableReader, TableWriter } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { physicalName } from '../terraform/physical-name';
import { lifecycleOf } from '../terraform/retain';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { azureRules } from './prop-rules';
import { type Metric, throttlesOf } from './stack/metrics';
import { AzureStack } from './stack/stack';
import type { AzureStateTypes } from './state-types';
import { Cosmos } from './tables/cosmos';
import { ExistingTable, type ExistingTableProps } from './tables/existing-table';
import { indexingPolicy } from './tables/table-indexes';
import type { ITable } from './tables/table-interface';

/** Props of `Table` on Azure. */
export type TableProps = PortableProps<AzureStateTypes>;
type Settings = Resolved<'Table', TableProps>;

/** Key attributes of a table, which identify the item of a change. */
export interface TableKeys {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

/**
 * A container of Cosmos DB, billed by request. The tables of a stack share one account, in which each function only has access
 * to the tables that it binds. The content of an item is not indexed; queries use the keys.
 *
 * @example
 * const orders = new Table<Order>(stack, 'Orders', { partitionKey: 'customer', sortKey: 'placed' });
 * @see https://learn.microsoft.com/azure/cosmos-db/serverless
 */
export class Table<Item = Record<string, unknown>>
  extends Construct
  implements Bindable<TableClient<Item>, TableReader<Item>, TableWriter<Item>>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;
  /** The container itself. Use it for anything without a prop. */
  readonly container: CosmosdbSqlContainer;
  /** Names of its keys. */
  readonly keys: TableKeys;
  /** @internal */
  readonly cosmos: Cosmos;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a table that another app of tradewind created, in the subscription of the stack, so that functions can be bound
   * to it. A `ChangeProcessor` cannot follow it.
   * The table is not changed.
   *
   * @throws ValidationError that lists every invalid name
   */
  static fromTableName<Item = Record<string, unknown>>(
    scope: Construct,
    id: string,
    props: ExistingTableProps,
  ): ITable<Item> {
    return new ExistingTable<Item>(scope, id, props);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    const settings = readProps(this, 'Table', props, azureRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'Table', props);
    checkTable(problems, settings);
    problems.throwIfAny();
    const { partitionKey, sortKey, timeToLive } = settings;
    this.keys = { partitionKey: keyName(partitionKey), sortKey: sortKey && keyName(sortKey) };
    this.cosmos = Cosmos.of(AzureStack.of(this));
    this.container = this.createContainer(settings);
    this[bound] = {
      kind: 'table',
      allowed: STORED,
      path: this.container.node.path,
      value: this.cosmos.addressOf(this.container.name),
      options: { ...this.keys, timeToLive, indexes: indexesOf(settings) },
      grant: (grantee, access) => this.cosmos.grant(grantee, this.container.name, access),
    };
    const model = { kind: 'Table', provider: 'azure' } as const;
    recordConstruct(this, model, settings);
  }

  /** Requests that were throttled. */
  metricThrottles(): Metric {
    return throttlesOf(this.cosmos.account.id, this.container);
  }

  private createContainer(settings: Settings): CosmosdbSqlContainer {
    const { timeToLive, removalPolicy, overrides } = settings;
    const container = new CosmosdbSqlContainer(this, 'Container', {
      ...this.cosmos.place,
      name: physicalName(this.node.path, { most: 63, hashed: this.node.path }),
      partitionKeyPaths: ['/partition'],
      partitionKeyVersion: 2,
      // Enabled; each item sets its own lifetime.
      defaultTtl: timeToLive === undefined ? undefined : -1,
      indexingPolicy: indexingPolicy(indexesOf(settings)),
      lifecycle: lifecycleOf(removalPolicy),
      ...overrides.container,
    });
    explain(container, { type: 'azurerm_cosmosdb_sql_container', purpose: 'Stores the items.' });
    return container;
  }
}
