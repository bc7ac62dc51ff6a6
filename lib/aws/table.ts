import { MathExpression, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { readProps } from '../constructs/read-props';
import type { KeyAttribute, TableProps as PortableProps } from '../constructs/state';
import { checkTable } from '../constructs/table-checks';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { TableClient, TableReader, TableWriter } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { awsRules } from './prop-rules';
import { recordConstruct } from './stack/app-model';
import { explainResource } from './stack/explain';
import { removalPolicyOf } from './stack/removal-policy';
import type { AwsStateTypes } from './state-types';
import { ImportedTable, type ImportedTableProps } from './tables/imported-table';
import { boundTable, grantTable } from './tables/table-rights';

/** Props of `Table` on AWS. */
export type TableProps = PortableProps<AwsStateTypes>;
type Settings = Resolved<'Table', TableProps>;

/** Label of the sum of throttled reads and writes, for which CloudWatch has no metric. */
const THROTTLES_LABEL = 'Throttles';

/**
 * A DynamoDB table, billed by request, with point-in-time recovery. Its stream of new and old images is on, since it costs
 * nothing until it is read, so that a `ChangeProcessor` can be added later.
 *
 * @example
 * const orders = new Table<Order>(stack, 'Orders', { partitionKey: 'customer', sortKey: 'placed' });
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/best-practices.html
 */
export class Table<Item = Record<string, unknown>>
  extends Construct
  implements Bindable<TableClient<Item>, TableReader<Item>, TableWriter<Item>>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;
  /** The table. Use it for anything without a prop. */
  readonly table: dynamodb.TableV2;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a table that was created elsewhere, with its keys, so that its client can query. The table is not changed.
   * @throws ValidationError that lists every mistake in the props
   */
  static fromTableName<Item = Record<string, unknown>>(
    scope: Construct,
    id: string,
    props: ImportedTableProps,
  ): ImportedTable<Item> {
    return new ImportedTable<Item>(scope, id, props);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    const settings = readProps(this, 'Table', props, awsRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'Table', props);
    checkTable(problems, settings);
    problems.throwIfAny();
    this.table = this.createTable(settings);
    this[bound] = boundTable(this.table);
    explainResource(this.table, 'Stores the items, and emits their changes.');
    recordConstruct(this, { kind: 'Table', provider: 'aws' }, settings);
  }

  /** Allows `grantee` to read items. */
  grantRead(grantee: iam.IGrantable): iam.Grant {
    return grantTable(this.table, grantee, 'read');
  }

  /** Allows `grantee` to write and delete items. */
  grantWrite(grantee: iam.IGrantable): iam.Grant {
    return grantTable(this.table, grantee, 'write');
  }

  /** Reads and writes that were throttled. */
  metricThrottles({
    period,
    label = THROTTLES_LABEL,
    color,
  }: Pick<MetricOptions, 'period' | 'label' | 'color'> = {}): MathExpression {
    // ThrottledRequests has no figure for a whole table, only for each operation.
    const sum = (name: string) => this.table.metric(name, { statistic: 'Sum', period });
    const usingMetrics = { reads: sum('ReadThrottleEvents'), writes: sum('WriteThrottleEvents') };
    return new MathExpression({ expression: 'FILL(reads, 0) + FILL(writes, 0)', usingMetrics, period, label, color });
  }

  private createTable(settings: Settings): dynamodb.TableV2 {
    return new dynamodb.TableV2(this, 'Table', {
      partitionKey: attribute(settings.partitionKey),
      sortKey: settings.sortKey === undefined ? undefined : attribute(settings.sortKey),
      globalSecondaryIndexes: globalIndexes(settings),
      timeToLiveAttribute: settings.timeToLive,
      billing: dynamodb.Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      dynamoStream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
      // No deletion protection: with it, the rollback of a failed first deployment would also fail. A table with
      // point-in-time recovery that is deleted by hand leaves a backup for 35 days.
      removalPolicy: removalPolicyOf(settings.removalPolicy),
      ...settings.overrides.table,
    });
  }
}

/** Indexes with all attributes, so that a query returns whole items. */
function globalIndexes({
  indexes = {},
}: Pick<Settings, 'indexes'>): dynamodb.GlobalSecondaryIndexPropsV2[] | undefined {
  const made = Object.entries(indexes).map(([indexName, { partitionKey, sortKey }]) => ({
    indexName,
    partitionKey: attribute(partitionKey),
    ...(sortKey !== undefined && { sortKey: attribute(sortKey) }),
  }));
  return made.length === 0 ? undefined : made;
}

function attribute(key: KeyAttribute): dynamodb.Attribute {
  const { name, type } = typeof key === 'string' ? { name: key, type: 'string' } : key;
  return { name, type: type === 'number' ? dynamodb.AttributeType.NUMBER : dynamodb.AttributeType.STRING };
}
