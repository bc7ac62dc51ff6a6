import { R2Bucket } from '@cdktf/provider-cloudflare/lib/r2-bucket';
import { R2BucketLifecycle } from '@cdktf/provider-cloudflare/lib/r2-bucket-lifecycle';
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
import { boundBucket } from './objects/bucket-binding';
import type { IBucket } from './objects/bucket-interface';
import { ExistingBucket } from './objects/existing-bucket';
import { cloudflareRules } from './prop-rules';
import { CloudflareStack } from './stack/stack';
import type { CloudflareStateTypes } from './state-types';

/** Props of `Bucket` on Cloudflare. */
export type BucketProps = PortableProps<CloudflareStateTypes>;
type Settings = Resolved<'Bucket', BucketProps>;

const SECONDS_A_DAY = 86_400;

/** Recognizes buckets of this provider. */
export const bucketKind: BucketKind = {
  provider: 'cloudflare',
  adopt: 'Bucket.fromBucketName',
  isBucket: (value) => boundResource(value)?.kind === 'bucket',
};

/**
 * A private R2 bucket. Only workers that it is bound to, and tokens of the account, can access it.
 *
 * @example
 * const photos = new Bucket(stack, 'Photos');
 * @see https://developers.cloudflare.com/r2/buckets/
 */
export class Bucket extends Construct implements IBucket {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** The bucket itself. Use it for anything without a prop. */
  readonly bucket: R2Bucket;
  /** Name of the bucket. */
  readonly bucketName: string;
  /** Deletes old objects; undefined without `expireAfter`. */
  readonly lifecycle?: R2BucketLifecycle;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a bucket that was created elsewhere. Workers can be bound to it, and its uploads can trigger processors. The bucket
   * itself is not changed: notifications are separate resources.
   *
   * @param bucketName Name of the bucket, or a reference to one, such as `bucket.name`.
   * @throws ValidationError when it is not the name of a bucket
   * @see https://developers.cloudflare.com/r2/buckets/create-buckets/
   */
  static fromBucketName(scope: Construct, id: string, bucketName: string): IBucket {
    return new ExistingBucket(scope, id, bucketName);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: BucketProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Bucket', props, cloudflareRules);
    this.check(settings, props);
    this.bucket = this.createBucket(settings);
    this.bucketName = this.bucket.name;
    this.lifecycle = this.createLifecycle(settings);
    this[bound] = boundBucket(this.bucket.node.path, this.bucketName);
    recordConstruct(this, { kind: 'Bucket', provider: 'cloudflare' }, settings);
  }

  private check(settings: Settings, given: BucketProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'cloudflare', 'Bucket', given);
    checkExpiry(problems, settings.expireAfter);
    problems.throwIfAny();
  }

  private createBucket({ removalPolicy, overrides }: Settings): R2Bucket {
    const bucket = new R2Bucket(this, 'Bucket', {
      accountId: CloudflareStack.of(this).accountId,
      name: physicalName(this.node.path, { most: 63, hashed: this.node.path }),
      lifecycle: lifecycleOf(removalPolicy),
      ...overrides.bucket,
    });
    standsFor(bucket, `bucket ${bucket.nameInput}`);
    explain(bucket, { type: 'cloudflare_r2_bucket', purpose: 'Stores the objects.' });
    return bucket;
  }

  private createLifecycle({ expireAfter }: Settings): R2BucketLifecycle | undefined {
    if (expireAfter === undefined) return undefined;
    const days = expireAfter.toSeconds() / SECONDS_A_DAY;
    const lifecycle = new R2BucketLifecycle(this, 'Lifecycle', {
      accountId: CloudflareStack.of(this).accountId,
      bucketName: this.bucketName,
      rules: [
        {
          id: 'expire',
          enabled: true,
          conditions: { prefix: '' },
          deleteObjectsTransition: { condition: { type: 'Age', maxAge: expireAfter.toSeconds() } },
        },
      ],
    });
    const purpose = `Deletes objects that are ${days} days old.`;
    explain(lifecycle, { type: 'cloudflare_r2_bucket_lifecycle', purpose, prop: 'expireAfter' });
    return lifecycle;
  }
}
