import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkExpiry } from '../constructs/bucket-checks';
import { readProps } from '../constructs/read-props';
import type { BucketProps as PortableProps } from '../constructs/state';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { BucketClient, BucketReader, BucketWriter } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { awsDefaults } from './defaults';
import { sendEvents } from './objects/bucket-events';
import { boundBucket, grantBucket } from './objects/bucket-rights';
import { ImportedBucket } from './objects/imported-bucket';
import { PRIVATE_BUCKET } from './objects/private-bucket';
import { awsRules } from './prop-rules';
import { acknowledge } from './stack/acknowledge';
import { recordConstruct } from './stack/app-model';
import { explainResource } from './stack/explain';
import { removalPolicyOf } from './stack/removal-policy';
import type { AwsStateTypes } from './state-types';

/** Props of `Bucket` on AWS. */
export type BucketProps = PortableProps<AwsStateTypes>;
type Settings = Resolved<'Bucket', BucketProps>;

/**
 * A private S3 bucket: encrypted, TLS only, versioned, and retained when the stack is deleted. It sends its events to
 * EventBridge, so that any number of processors can receive them.
 *
 * @example
 * const photos = new Bucket(stack, 'Photos');
 * new ApiFunction(stack, 'Api', { entry: 'src/api.ts', auth: 'iam', bindings: { PHOTOS: readOnly(photos) } });
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class Bucket extends Construct implements Bindable<BucketClient, BucketReader, BucketWriter>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** The bucket. Use it for anything without a prop. */
  readonly bucket: s3.Bucket;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a bucket that was created elsewhere, in the account and the region of the stack, so that functions can be bound
   * to it and processors receive its events. A bucket whose events are processed must send them to EventBridge. The bucket is not changed.
   *
   * @throws ValidationError when the name is invalid
   */
  static fromBucketName(scope: Construct, id: string, bucketName: string): ImportedBucket {
    return new ImportedBucket(scope, id, bucketName);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: BucketProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Bucket', props, awsRules);
    this.check(settings, props);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      ...PRIVATE_BUCKET,
      versioned: settings.versioned,
      removalPolicy: removalPolicyOf(settings.removalPolicy),
      lifecycleRules: [lifecycle(settings)],
      ...settings.overrides.bucket,
    });
    this[bound] = boundBucket(this.bucket);
    sendEvents(this.bucket);
    explainResource(this.bucket, 'Stores the objects. Private, encrypted, TLS only.');
    acknowledge(this.bucket, 'bucketAccessLogs', 'bucketReplication', 'bucketKey');
    if (!settings.versioned) acknowledge(this.bucket, 'bucketUnversioned');
    recordConstruct(this, { kind: 'Bucket', provider: 'aws' }, settings);
  }

  /** Allows `grantee` to read the objects, and list them. */
  grantRead(grantee: iam.IGrantable): iam.Grant {
    return grantBucket(this.bucket, grantee, 'read');
  }

  /** Allows `grantee` to write and delete objects. */
  grantWrite(grantee: iam.IGrantable): iam.Grant {
    return grantBucket(this.bucket, grantee, 'write');
  }

  /** Number of objects, including versions. S3 reports it once a day. */
  metricNumberOfObjects(options?: MetricOptions): Metric {
    return this.daily('NumberOfObjects', 'AllStorageTypes', options);
  }

  /** Bytes in the storage class Standard. S3 reports them once a day. */
  metricBucketSizeBytes(options?: MetricOptions): Metric {
    return this.daily('BucketSizeBytes', 'StandardStorage', options);
  }

  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html */
  private daily(metricName: string, StorageType: string, options?: MetricOptions): Metric {
    const dimensionsMap = { BucketName: this.bucket.bucketName, StorageType };
    const settings = { statistic: 'Average', period: Duration.days(1) };
    return new Metric({ namespace: 'AWS/S3', metricName, dimensionsMap, ...settings, ...options }).attachTo(
      this.bucket,
    );
  }

  private check({ expireAfter }: Settings, given: BucketProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'Bucket', given);
    checkExpiry(problems, expireAfter);
    problems.throwIfAny();
  }
}

function lifecycle({ versioned, expireAfter }: Settings): s3.LifecycleRule {
  return {
    abortIncompleteMultipartUploadAfter: Duration.days(awsDefaults.multipartDays.value),
    noncurrentVersionExpiration: versioned ? Duration.days(awsDefaults.noncurrentDays.value) : undefined,
    expiration: expireAfter && Duration.seconds(expireAfter.toSeconds()),
  };
}
