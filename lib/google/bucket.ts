import { StorageBucket, type StorageBucketLifecycleRule } from '@cdktf/provider-google/lib/storage-bucket';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { Construct } from 'constructs';
import { STORED } from '../constructs/bound';
import { checkExpiry } from '../constructs/bucket-checks';
import type { BucketProps as PortableProps } from '../constructs/state';
import { type Resolved, withDefaults } from '../defaults';
import { Problems } from '../errors';
import { explain } from '../model';
import type { BucketClient, BucketReader, BucketWriter } from '../runtime/clients';
import type { Access, Bindable, ClientTypes, clients } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { physicalName } from '../terraform/physical-name';
import { lifecycleOf } from '../terraform/retain';
import { type BoundConstruct, type BoundResource, bound, type Grantee } from './bound';
import { googleDefaults, googleDifferences } from './defaults';
import { GoogleStack } from './stack';
import type { GoogleTypes } from './types';

/** Props of `Bucket` on Google Cloud. */
export type BucketProps = PortableProps<GoogleTypes>;
type Settings = Resolved<'Bucket', BucketProps>;

const SECONDS_A_DAY = 86_400;

/**
 * A private bucket of Cloud Storage: access by IAM alone, and never public.
 *
 * @example
 * const photos = new Bucket(stack, 'Photos');
 * @see https://cloud.google.com/storage/docs/best-practices
 */
export class Bucket extends Construct implements Bindable<BucketClient, BucketReader, BucketWriter>, BoundConstruct {
  /** For types only. */
  declare readonly [clients]?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** The bucket itself. Take it for what this construct has no prop for. */
  readonly bucket: StorageBucket;
  /** @internal */
  readonly [bound]: BoundResource;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: BucketProps = {}) {
    super(scope, id);
    const settings = withDefaults('Bucket', props, googleDifferences);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'Bucket', props);
    checkExpiry(problems, settings.expireAfter);
    problems.throwIfAny();
    this.bucket = this.createBucket(settings);
    explain(this.bucket, { type: 'google_storage_bucket', purpose: 'Keeps the objects.' });
    this[bound] = {
      kind: 'bucket',
      allowed: STORED,
      path: this.bucket.node.path,
      value: this.bucket.name,
      grant: (grantee, access) => grantBucket(this.bucket, grantee, access),
    };
    const model = {
      kind: 'Bucket',
      provider: 'google',
      functions: [],
      triggers: [],
      bindings: [],
      limits: {},
    } as const;
    recordConstruct(this, model, settings);
  }

  private createBucket(settings: Settings): StorageBucket {
    const stack = GoogleStack.of(this);
    return new StorageBucket(this, 'Bucket', {
      // Bucket names are shared by all customers of Google.
      name: physicalName(this.node.path, { most: 63, hashed: `${stack.project}/${this.node.path}` }),
      location: stack.region,
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      versioning: { enabled: settings.versioned },
      lifecycleRule: lifecycleRules(settings),
      lifecycle: lifecycleOf(settings.removal),
      ...settings.overrides.bucket,
    });
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

/** Who writes replaces too, which takes the right to delete; there is no smaller role that has both. */
const ROLES: Record<Access, string> = {
  read: 'roles/storage.objectViewer',
  write: 'roles/storage.legacyBucketWriter',
  readwrite: 'roles/storage.objectUser',
};

/** @see https://cloud.google.com/storage/docs/access-control/iam-roles */
function grantBucket(bucket: StorageBucket, { scope, id, member }: Grantee, access: Access): void {
  const grant = new StorageBucketIamMember(scope, id, { bucket: bucket.name, role: ROLES[access], member });
  const purpose = 'Lets the function use the objects of the bucket.';
  explain(grant, { type: 'google_storage_bucket_iam_member', purpose, prop: 'bindings' });
}
