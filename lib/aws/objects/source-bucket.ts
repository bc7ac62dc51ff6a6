import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { awsDefaults } from '../defaults';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import { removalPolicyOf } from '../stack/removal-policy';
import { PRIVATE_BUCKET } from './private-bucket';

/** Creates a private, versioned bucket for originals. It is retained when the stack is deleted. */
export function createSourceBucket(
  scope: Construct,
  origins: readonly string[],
  overrides?: Partial<s3.BucketProps>,
): s3.Bucket {
  const cors = {
    allowedMethods: [s3.HttpMethods.PUT],
    allowedOrigins: [...origins],
    allowedHeaders: ['*'],
    maxAge: 3600,
  };
  const bucket = new s3.Bucket(scope, 'Source', {
    ...PRIVATE_BUCKET,
    versioned: true,
    removalPolicy: removalPolicyOf('retain'),
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(awsDefaults.multipartDays.value),
        noncurrentVersionExpiration: Duration.days(awsDefaults.noncurrentDays.value),
      },
    ],
    cors: origins.length > 0 ? [cors] : undefined,
    ...overrides,
  });
  explainResource(bucket, 'Receives uploads. Private, versioned, and retained when the stack is deleted.');
  acknowledge(bucket, 'bucketAccessLogs', 'bucketReplication', 'bucketKey');
  return bucket;
}
