import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { awsDefaults } from '../defaults';
import { PRIVATE_BUCKET } from '../objects/private-bucket';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import { removalPolicyOf } from '../stack/removal-policy';

/** Creates a private bucket for batches that failed permanently. Its objects expire after a month. */
export function createFailedChanges(scope: Construct, overrides?: Partial<s3.BucketProps>): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'Failures', {
    ...PRIVATE_BUCKET,
    removalPolicy: removalPolicyOf('retain'),
    lifecycleRules: [{ expiration: Duration.days(awsDefaults.failureDays.value) }],
    ...overrides,
  });
  explainResource(
    bucket,
    'Stores the batches of changes that failed permanently, with all of their records.',
    'retries',
  );
  acknowledge(bucket, 'bucketAccessLogs', 'bucketReplication', 'bucketKey', 'rebuildableResults');
  return bucket;
}
