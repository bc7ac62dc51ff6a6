import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledgeGrant } from '../stack/acknowledge';

/**
 * Lets `grantee` take `actions` on the objects of a bucket whose keys match `pattern`, and use the bucket's KMS key, if it
 * has one. The bucket's own methods grant actions with wildcards, such as `s3:GetObject*`.
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
