import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { AwsTypes } from '../types';

/** The CDK's bucket of a prop that takes ours or the CDK's. */
export function bucketOf(given: AwsTypes['bucket'] | undefined): IBucket | undefined {
  return given !== undefined && 'bucket' in given ? given.bucket : (given as IBucket | undefined);
}

/** The CDK's table of a prop that takes ours or the CDK's. */
export function tableOf(given: AwsTypes['table'] | undefined): ITable | undefined {
  return given !== undefined && 'table' in given ? given.table : (given as ITable | undefined);
}

/** The CDK's queue of a prop that takes ours or the CDK's. */
export function queueOf(given: AwsTypes['queue'] | undefined): IQueue | undefined {
  return given !== undefined && 'queue' in given ? given.queue : (given as IQueue | undefined);
}

/** Tells a queue of ours for how long its messages are in work. */
export function hideFor(given: AwsTypes['queue'] | undefined, seconds: number): void {
  if (given !== undefined && 'hideFor' in given) given.hideFor(seconds);
}
