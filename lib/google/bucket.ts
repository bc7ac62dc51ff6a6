import { StorageBucket, type StorageBucketLifecycleRule } from '@cdktf/provider-google/lib/storage-bucket';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { type BucketKind, checkExpiry } from '../constructs/bucket-checks';
import { readProps } from '../constructs/read-props';
import type { BucketProps as PortableProps } from '../constructs/state';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { BucketClient, BucketReader, BucketWriter } from '../runtime/clients';
import type { ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { standsFor } from '../terraform/physical-id';
import { physicalName } from '../terraform/physical-name';
import { lifecycleOf } from '../terraform/retain';
import { type BoundResource, bound, boundResource } from './bindings/bound';
import { googleDefaults } from './defaults';
import type { IBucket } from './objects/bucket-interface';
import { boundBucket } from './objects/bucket-rights';
import { ExistingBucket } from './objects/existing-bucket';
import { googleRules } from './prop-rules';
import { type Metric, ofBucket } from './stack/metrics';
import { GoogleStack } from './stack/stack';
import type { GoogleStateTypes } from './state-types';

/** Props of `Bucket` on Google Cloud. */
export type BucketProps = PortableProps<GoogleStateTypes>;
type Settings = Resolved<'Bucket', BucketProps>;

const SECONDS_A_DAY = 86_400;

/** Recognizes buckets of this provider. */
export const bucketKind: BucketKind = {
  provider: 'google',
  adopt: 'Bucket.fromBucketName',
  isBucket: (value) => boundResource(value)?.kind === 'bucket',
};

/**
 * A private bucket of Cloud Storage: only IAM grants access, and it cannot be made public.
 *
 * @example
 * const photos = new Bucket(stack, 'Photos');
 * @see https://cloud.google.com/storage/docs/best-practices
 */
export class Bucket extends Construct implements IBucket {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** The bucket itself. Use it for anything without a prop. */
  readonly bucket: StorageBucket;
  /** Name of the bucket. */
  readonly bucketName: string;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a bucket that was created elsewhere. Functions can be bound to it, and its uploads can trigger processors. The bucket
   * itself is not changed: permissions and notifications are separate resources.
   *
   * @param bucketName Name of the bucket, without `gs://`; or a reference to one, such as `bucket.name`.
   * @throws ValidationError when it is not the name of a bucket
   * @see https://cloud.google.com/storage/docs/buckets#naming
   */
  static fromBucketName(scope: Construct, id: string, bucketName: string): IBucket {
    return new ExistingBucket(scope, id, bucketName);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: BucketProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Bucket', props, googleRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'Bucket', props);
    checkExpiry(problems, settings.expireAfter);
    problems.throwIfAny();
    this.bucket = this.createBucket(settings);
    this.bucketName = this.bucket.name;
    explain(this.bucket, { type: 'google_storage_bucket', purpose: 'Stores the objects.' });
    this[bound] = boundBucket(this.bucket.node.path, this.bucketName);
    recordConstruct(this, { kind: 'Bucket', provider: 'google' }, settings);
  }

  /** Number of objects. Reported once a day. */
  metricNumberOfObjects(): Metric {
    return ofBucket(this.bucketName, 'object_count');
  }

  /** Size of the objects, in bytes. Reported once a day. */
  metricBucketSizeBytes(): Metric {
    return ofBucket(this.bucketName, 'total_bytes');
  }

  private createBucket(settings: Settings): StorageBucket {
    const stack = GoogleStack.of(this);
    // Bucket names are shared by all customers of Google.
    const name = physicalName(this.node.path, { most: 63, hashed: `${stack.project}/${this.node.path}` });
    const bucket = new StorageBucket(this, 'Bucket', {
      name,
      location: stack.region,
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      versioning: { enabled: settings.versioned },
      lifecycleRule: lifecycleRules(settings),
      lifecycle: lifecycleOf(settings.removalPolicy),
      ...settings.overrides.bucket,
    });
    standsFor(bucket, `bucket ${bucket.nameInput}`);
    return bucket;
  }
}

function lifecycleRules({ versioned, expireAfter }: Settings): StorageBucketLifecycleRule[] {
  const remove = { type: 'Delete' };
  const old = { daysSinceNoncurrentTime: googleDefaults.oldVersions.value.toSeconds() / SECONDS_A_DAY };
  return [
    ...(versioned ? [{ action: remove, condition: old }] : []),
    ...(expireAfter
      ? [{ action: remove, condition: { age: expireAfter.toSeconds() / SECONDS_A_DAY, withState: 'LIVE' } }]
      : []),
  ];
}
