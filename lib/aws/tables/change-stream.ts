import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ChangeProcessorProps } from '../../constructs/change-processor';
import type { Resolved } from '../../defaults';
import { grantObjects } from '../objects/bucket-rights';
import { acknowledgeResources } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import type { AwsTypes } from '../types';
import { streamPatterns } from './stream-patterns';

type Settings = Resolved<'ChangeProcessor', ChangeProcessorProps<AwsTypes>>;

/** Source of the changes, and bucket of the batches that fail permanently. */
export interface ChangeStream {
  readonly table: ITable;
  readonly streamArn: string;
  readonly failures: IBucket;
}

/**
 * Runs a function for the changes of a table. A failed batch is halved between retries, so that in the end only the bad
 * change fails permanently.
 */
export function connectStream(
  fn: lambda.Function,
  role: iam.Role,
  stream: ChangeStream,
  settings: Settings,
): lambda.EventSourceMapping {
  grantStream(role, stream);
  const mapping = fn.addEventSourceMapping('Changes', {
    eventSourceArn: stream.streamArn,
    // From the oldest, so that nothing between deployment and the first poll is lost.
    startingPosition: lambda.StartingPosition.TRIM_HORIZON,
    batchSize: settings.batchSize,
    maxBatchingWindow: Duration.seconds(settings.batchWindow.toSeconds()),
    parallelizationFactor: settings.maxConcurrencyPerShard,
    retryAttempts: settings.retries,
    maxRecordAge: Duration.seconds(settings.maxAge.toSeconds()),
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: keepIn(stream.failures, role),
    filters: streamPatterns(settings.filter)?.map((pattern) => lambda.FilterCriteria.filter(pattern)),
    metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] },
    ...settings.overrides.mapping,
  });
  explainResource(mapping, 'Passes the changes of the table to the function, in order per key.', 'table');
  // At its creation, the mapping checks that the role can read.
  mapping.node.addDependency(role);
  return mapping;
}

/** The permissions of `grantStreamRead`, except the one to list the streams of all tables. */
function grantStream(role: iam.Role, { table, streamArn }: ChangeStream): void {
  const allow = (actions: string[], resource: string) =>
    role.addToPolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
  allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], streamArn);
  const streams = `${table.tableArn}/stream/*`;
  allow(['dynamodb:ListStreams'], streams);
  acknowledgeResources(role, 'streamWildcard', [streams]);
  table.encryptionKey?.grantDecrypt(role);
}

/**
 * Only a bucket keeps the whole batch; a queue would receive its position in the stream, which deletes it after a day.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
function keepIn(bucket: IBucket, role: iam.Role): lambda.IEventSourceDlq {
  return {
    bind: () => {
      grantObjects(bucket, role, ['s3:PutObject'], '*');
      role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
      return { destination: bucket.bucketArn };
    },
  };
}
