import { Token } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { AwsTypes } from '../types';
import { bound } from './bound';

/** The CDK's bucket of a prop that accepts a `Bucket` of tradewind or of the CDK. */
export function bucketOf(given: AwsTypes['bucket'] | undefined): IBucket | undefined {
  return given !== undefined && bound in given ? given.bucket : given;
}

/** Compares two buckets by the names that are known at synthesis. */
export function sameBucket(one: IBucket | undefined, other: IBucket | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (one === other) return true;
  return !Token.isUnresolved(one.bucketName) && one.bucketName === other.bucketName;
}

/** The CDK's table of a prop that accepts a `Table` of tradewind or of the CDK. */
export function tableOf(given: AwsTypes['table'] | undefined): ITable | undefined {
  return given !== undefined && bound in given ? given.table : given;
}

/** The CDK's queue of a prop that accepts a `Queue` of tradewind or of the CDK. */
export function queueOf(given: AwsTypes['queue'] | undefined): IQueue | undefined {
  return given !== undefined && bound in given ? given.queue : given;
}

/** Hides messages of a `Queue` of tradewind for at least that many seconds while they are processed. */
export function hideFor(given: AwsTypes['queue'] | undefined, seconds: number): void {
  if (given !== undefined && 'hideFor' in given) given.hideFor(seconds);
}
