import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { awsDefaults } from '../defaults';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import { removalPolicyOf } from '../stack/removal-policy';
import { PRIVATE_BUCKET } from './private-bucket';

/** Creates a private bucket for variants. It is deleted with the stack, if it is empty. */
export function createResultsBucket(scope: Construct, overrides?: Partial<s3.BucketProps>): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'Results', {
    ...PRIVATE_BUCKET,
    removalPolicy: removalPolicyOf('destroy'),
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(awsDefaults.multipartDays.value) }],
    ...overrides,
  });
  explainResource(
    bucket,
    'Stores the variants, which can be created again. Empty it before you delete the stack: CloudFormation deletes only empty buckets.',
    'results',
  );
  acknowledge(bucket, 'bucketAccessLogs', 'bucketReplication', 'bucketKey', 'rebuildableResults');
  return bucket;
}
