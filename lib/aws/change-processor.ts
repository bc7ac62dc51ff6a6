import { Duration } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Metric as CloudWatchMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkBatchWindow, checkRange } from '../constructs/batch-checks';
import { checkChangeFilter } from '../constructs/change-filter-checks';
import type { ChangeProcessorProps as PortableProps } from '../constructs/change-processor';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { tableOf } from './bindings/state';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { awsRules } from './prop-rules';
import { createAlarm, withAlarms } from './stack/alarms';
import { recordConstruct } from './stack/app-model';
import { connectStream } from './tables/change-stream';
import { createFailedChanges } from './tables/failed-changes';
import { checkStreamPatterns } from './tables/stream-patterns';
import type { AwsTypes } from './types';

/** Props of `ChangeProcessor` on AWS. */
export type ChangeProcessorProps = PortableProps<AwsTypes>;
type Settings = Resolved<'ChangeProcessor', ChangeProcessorProps>;

/** Retention of a stream of DynamoDB. */
const STREAM_SECONDS = 86_400;

/**
 * Runs a function for the changes of a table, in order per key. A failed batch is halved and retried. A batch that
 * fails permanently goes to a bucket, with all of its records.
 *
 * @example
 * new ChangeProcessor(stack, 'Index', { table: orders, entry: 'src/index-order.ts', filter: { types: ['insert', 'delete'] } });
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export class ChangeProcessor extends Construct implements iam.IGrantable {
  /** Table of the changes. */
  readonly table: ITable;
  /** Bucket of the batches that failed permanently, with all of their records, for 30 days. */
  readonly failures: IBucket;
  /** Event source mapping, which passes the changes to the function. */
  readonly mapping: lambda.EventSourceMapping;
  /** The Lambda function. Use it for anything without a prop. */
  readonly function: lambda.Function;
  /** The execution role, used by this function alone. */
  readonly role: iam.Role;
  /** The log group of the function, which keeps logs for `logRetention` days. */
  readonly logGroup: LogGroup;
  readonly grantPrincipal: iam.IPrincipal;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ChangeProcessorProps) {
    super(scope, id);
    const settings = readProps(this, 'ChangeProcessor', props, awsRules);
    const { table, streamArn } = this.check(settings, props);

    this.table = table;
    this.failures = createFailedChanges(this, settings.overrides.failures);
    const parts = createFunction(this, 'Function', {
      ...settings,
      adapter: { name: 'change', export: 'change' },
      description: `Handles changes for ${this.node.path}`.slice(0, 256),
      overrides: settings.overrides.function,
    });
    this.function = parts.function;
    this.role = parts.role;
    this.logGroup = parts.logGroup;
    this.grantPrincipal = parts.function.grantPrincipal;
    const { failures } = this;
    this.mapping = connectStream(this.function, this.role, { table, failures, streamArn }, settings);
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Adds an environment variable to the function. */
  addEnvironment(name: string, value: string): this {
    this.function.addEnvironment(name, value);
    return this;
  }

  /** Batches that failed as a whole. */
  metricErrors(options?: MetricOptions): Metric {
    return this.function.metricErrors(options);
  }

  /** Milliseconds between the last change of a batch and its arrival at the function. */
  metricIteratorAge(options?: MetricOptions): Metric {
    return this.function.metric('IteratorAge', { statistic: 'Maximum', ...options });
  }

  /**
   * Changes that failed permanently, and are in `failures`.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  metricFailures(options?: MetricOptions): Metric {
    return new CloudWatchMetric({
      namespace: 'AWS/Lambda',
      metricName: 'OnFailureDestinationDeliveredEventCount',
      dimensionsMap: { EventSourceMappingUUID: this.mapping.eventSourceMappingId },
      statistic: 'Sum',
      ...options,
    });
  }

  private check(settings: Settings, given: ChangeProcessorProps): { table: ITable; streamArn: string } {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'ChangeProcessor', given);
    checkFunction(problems, settings, settings.overrides.function);
    checkStreamSettings(problems, settings);
    checkChangeFilter(problems, settings.filter);
    checkStreamPatterns(problems, settings.filter);
    const table = tableOf(settings.table);
    const streamArn = table?.tableStreamArn;
    problems.require(streamArn !== undefined, {
      code: 'STREAM_OFF',
      prop: 'table',
      value: settings.table?.node.path,
      rule: 'has no stream, so it emits no changes',
      fix: 'use a Table of tradewind, or create yours with a stream of NEW_AND_OLD_IMAGES; import one with its tableStreamArn',
    });
    return problems.checked(table && streamArn !== undefined ? { table, streamArn } : undefined);
  }

  private createAlarms(settings: Settings): void {
    withAlarms(this, settings.alarms, (topic) => {
      createAlarm(this, 'FailuresAlarm', topic, {
        metric: this.metricFailures({ period: Duration.minutes(1) }),
        threshold: 0,
        description: `${this.node.path}: changes failed permanently, and are in the bucket of failures.`,
      });
      createAlarm(this, 'AgeAlarm', topic, {
        metric: this.metricIteratorAge({ period: Duration.minutes(1) }),
        threshold: (STREAM_SECONDS / 2) * 1000,
        evaluationPeriods: 3,
        description: `${this.node.path}: changes have waited for half of the day after which the stream deletes them.`,
      });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const source = this.table.node.path;
    recordConstruct(
      this,
      {
        kind: 'ChangeProcessor',
        provider: 'aws',
        functions: [parts.model],
        triggers: [
          { kind: 'change', on: `${typesOf(settings)} of ${source}`, function: this.function.node.path, source },
        ],
        bindings: parts.bindings,
        limits: {
          timeoutSeconds: settings.timeout.toSeconds(),
          batchSize: settings.batchSize,
          maxConcurrencyPerShard: settings.maxConcurrencyPerShard,
          retries: settings.retries,
          maxAgeSeconds: settings.maxAge.toSeconds(),
        },
      },
      settings,
    );
  }
}

function checkStreamSettings(problems: Problems, settings: Settings): void {
  const range = (
    code: string,
    prop: 'batchSize' | 'maxConcurrencyPerShard' | 'retries',
    least: number,
    most: number,
    why: string,
  ) => checkRange(problems, { code, prop, value: settings[prop], least, most, why });
  range('STREAM_BATCH', 'batchSize', 1, 10_000, 'the range of an event source of a stream');
  range('STREAM_FACTOR', 'maxConcurrencyPerShard', 1, 10, 'the range of an event source of a stream');
  range(
    'STREAM_POISON',
    'retries',
    0,
    10_000,
    'and with no limit, one bad change would block its shard until all are lost',
  );
  checkBatchWindow(problems, settings.batchWindow);
  const age = settings.maxAge.toSeconds();
  problems.require(Number.isInteger(age) && age >= 60 && age <= STREAM_SECONDS, {
    code: 'STREAM_AGE',
    prop: 'maxAge',
    value: settings.maxAge,
    rule: 'is not from a minute to the day after which the stream deletes a change',
    fix: 'give such a duration, or omit it',
  });
}

function typesOf({ filter }: Settings): string {
  return filter?.types === undefined ? 'changes' : filter.types.join(', ');
}
