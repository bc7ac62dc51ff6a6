import { CosmosdbSqlContainer } from '@cdktn/provider-azurerm/lib/cosmosdb-sql-container';
import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { checkChangeFilter } from '../constructs/change-filter-checks';
import type { ChangeProcessorProps as PortableProps } from '../constructs/change-processor';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { physicalName } from '../terraform/physical-name';
import { CHANGES_GIVEN_UP } from './adapter/given-up';
import { bound } from './bindings/bound';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { azureRules } from './prop-rules';
import { Queue } from './queue';
import { alarmOnGivenUp } from './queues/dead-letter-alarm';
import { withAlarms } from './stack/alarm-group';
import { errorsOf, type Metric } from './stack/metrics';
import { Table } from './table';
import { DATABASE } from './tables/cosmos';
import type { AzureTypes } from './types';

/** Props of `ChangeProcessor` on Azure. */
export type ChangeProcessorProps = PortableProps<AzureTypes>;
type Settings = Resolved<'ChangeProcessor', ChangeProcessorProps>;

/** Name of the connection through which the host reads the changes. */
const CONNECTION = 'TRADEWIND_TABLE';

/**
 * Runs a function for the changes of a table, in order per partition. The change feed of Cosmos DB contains the new item, but
 * not the old one, nor if there was one: changes are `upsert`s without `old`. It does not contain deletions.
 *
 * The changes of a batch whose `retries` are exhausted go to `failures`, and the next batch is processed.
 *
 * @example
 * new ChangeProcessor(stack, 'Totals', { entry: 'src/totals.ts', table: orders });
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-trigger
 */
export class ChangeProcessor extends Construct {
  /** Runs the handler. Use it for anything without a prop. */
  readonly functionApp: FunctionAppFlexConsumption;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly identity: UserAssignedIdentity;
  /** Stores the position of the function in the feed. */
  readonly leases: CosmosdbSqlContainer;
  /** Changes that were given up, complete. */
  readonly failures: Queue;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ChangeProcessorProps) {
    super(scope, id);
    const settings = readProps(this, 'ChangeProcessor', props, azureRules);
    this.check(settings, props);
    const { table } = settings;
    this.leases = this.createLeases(table);
    this.failures = new Queue(this, 'Failures');
    const parts = this.createFunction(settings);
    this.functionApp = parts.functionApp;
    this.identity = parts.identity;
    const { principalId } = this.identity;
    this.failures[bound].grant({ scope: this, id: 'MayKeep', principalId }, 'write');
    table.cosmos.grant({ scope: this, id: 'MayRead', principalId }, table.container.name, 'read', 'table');
    table.cosmos.grant({ scope: this, id: 'MayLease', principalId }, this.leases.name, 'readwrite', 'table');
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.functionApp);
  }

  private check(settings: Settings, given: ChangeProcessorProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'ChangeProcessor', given);
    checkChangeFilter(problems, settings.filter);
    checkFunction(problems, this, settings);
    problems.require(settings.filter?.types === undefined || settings.filter.types.some((type) => type !== 'delete'), {
      code: 'CHANGE_FILTER',
      prop: 'filter.types',
      value: settings.filter?.types,
      rule: 'names only deletions, which the change feed of Cosmos DB does not report',
      fix: 'mark an item as deleted with an attribute, and delete it later',
    });
    problems.require(settings.table instanceof Table, {
      code: 'TABLE_GIVEN',
      prop: 'table',
      rule: 'is not a Table of tradewind/azure, and the keys of other documents are not known',
      fix: 'give such a Table',
    });
    problems.throwIfAny();
  }

  private createLeases({ cosmos }: Table): CosmosdbSqlContainer {
    const leases = new CosmosdbSqlContainer(this, 'Leases', {
      ...cosmos.place,
      name: physicalName(this.node.path, { most: 63, hashed: this.node.path }),
      partitionKeyPaths: ['/id'],
      partitionKeyVersion: 2,
    });
    explain(leases, {
      type: 'azurerm_cosmosdb_sql_container',
      purpose: 'Stores the position of the function in the feed.',
      prop: 'table',
    });
    return leases;
  }

  private createFunction(settings: Settings): FunctionParts {
    const { table, batchSize, retries, filter } = settings;
    const { cosmos } = table;
    const options = {
      timeoutSeconds: settings.timeout.toSeconds(),
      table: table.node.path,
      ...table.keys,
      database: DATABASE,
      batchSize,
      retries,
      filter,
      connection: CONNECTION,
    };
    return createFunction(this, {
      ...settings,
      adapter: { name: 'change', export: 'change', options },
      purpose: `Runs for the changes of ${table.node.path}`,
      internal: (clientId) => ({
        [`${CONNECTION}__accountEndpoint`]: cosmos.account.endpoint,
        [`${CONNECTION}__credential`]: 'managedidentity',
        [`${CONNECTION}__clientId`]: clientId,
        TRADEWIND_CONTAINER: table.container.name,
        TRADEWIND_LEASES: this.leases.name,
        TRADEWIND_FAILED_CHANGES: this.failures[bound].value,
      }),
      watchLines: true,
      overrides: settings.overrides.functionApp,
    });
  }

  private createAlarms(settings: Settings): void {
    withAlarms(this, settings, (group) => {
      const { functionApp: app, failures } = this;
      const kept = { account: failures.account, queue: failures.queue.name };
      alarmOnGivenUp(this, 'FailuresAlarm', group, { app, lines: [CHANGES_GIVEN_UP], ...kept });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const source = settings.table.container.node.path;
    recordConstruct(
      this,
      {
        kind: 'ChangeProcessor',
        provider: 'azure',
        functions: [parts.model],
        triggers: [{ kind: 'change', on: `changes of ${source}`, function: this.functionApp.node.path, source }],
        bindings: parts.bindings,
        limits: {
          timeoutSeconds: settings.timeout.toSeconds(),
          batchSize: settings.batchSize,
          retries: settings.retries,
        },
      },
      settings,
    );
  }
}
