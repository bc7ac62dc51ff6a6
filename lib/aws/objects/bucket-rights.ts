import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { STORED } from '../../constructs/bindings/bound-resource';
import type { BoundResource } from '../bindings/bound';
import { acknowledgeGrant } from '../stack/acknowledge';

/**
 * Allows `grantee` to perform `actions` on the objects of a bucket whose keys match `pattern`, and use the bucket's KMS
 * key, if any. The bucket's own methods grant actions with wildcards, such as `s3:GetObject*`.
 */
export function grantObjects(
  bucket: IBucket,
  grantee: iam.IGrantable,
  actions: readonly string[],
  pattern: string,
): iam.Grant {
  const resourceArns = [bucket.arnForObjects(pattern)];
  bucket.encryptionKey?.grant(grantee, ...keyActions(actions));
  acknowledgeGrant(grantee, 'objectWildcard', resourceArns);
  return iam.Grant.addToPrincipalOrResource({ grantee, actions: [...actions], resourceArns, resource: bucket });
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
function keyActions(actions: readonly string[]): string[] {
  return actions.includes('s3:PutObject') ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'];
}

/**
 * Grants the permissions to read the objects of a bucket, or to write and delete those below `prefix`. With the permission
 * to list, S3 answers requests for missing objects with 404 rather than 403.
 */
export function grantBucket(
  bucket: IBucket,
  grantee: iam.IGrantable,
  access: 'read' | 'write',
  prefix = '',
): iam.Grant {
  if (access === 'write')
    return grantObjects(bucket, grantee, ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'], `${prefix}*`);
  const list = { actions: ['s3:ListBucket'], resourceArns: [bucket.bucketArn], resource: bucket };
  return grantObjects(bucket, grantee, ['s3:GetObject'], '*').combine(
    iam.Grant.addToPrincipalOrResource({ grantee, ...list }),
  );
}

/** Description of a bucket for bindings. */
export function boundBucket(bucket: IBucket): BoundResource {
  return {
    kind: 'bucket',
    allowed: STORED,
    path: bucket.node.path,
    value: bucket.bucketName,
    construct: bucket,
    grant({ role }, access, prefix) {
      if (access !== 'write') grantBucket(bucket, role, 'read');
      if (access !== 'read') grantBucket(bucket, role, 'write', prefix);
    },
  };
}
