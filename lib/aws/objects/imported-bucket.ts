import { Bucket as CdkBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { BucketClient, BucketReader, BucketWriter } from '../../runtime/clients';
import type { Bindable, ClientTypes } from '../../runtime/env-of';
import { type BoundConstruct, type BoundResource, bound } from '../bindings/bound';
import { checkImportedName, type ImportedName } from '../stack/imported-name';
import { boundBucket } from './bucket-rights';

const NAME: ImportedName = {
  code: 'BUCKET_NAME',
  prop: 'bucketName',
  names: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  rule: 'is not the name of a bucket: 3 to 63 lowercase letters, digits, dots and dashes',
  fix: 'give only the name, without s3:// and without a path',
};

/** A bucket that was created elsewhere, in the account and the region of the stack. It is bound like a `Bucket`. */
export class ImportedBucket
  extends Construct
  implements Bindable<BucketClient, BucketReader, BucketWriter>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** The bucket, as the CDK imports it. */
  readonly bucket: IBucket;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError when the name is invalid */
  constructor(scope: Construct, id: string, bucketName: string) {
    super(scope, id);
    checkImportedName(this.node.path, bucketName, NAME);
    this.bucket = CdkBucket.fromBucketName(this, 'Bucket', bucketName);
    this[bound] = boundBucket(this.bucket);
  }
}
