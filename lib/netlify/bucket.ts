import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { recordConstruct } from '../build-output/app-model';
import { type BoundConstruct, type BoundResource, bound } from '../build-output/bound';
import { ExistingBucket } from '../build-output/existing-bucket';
import { STORED } from '../constructs/bindings/bound-resource';
import type { BucketKind } from '../constructs/bucket-checks';
import { readProps } from '../constructs/read-props';
import type { BucketProps as PortableProps } from '../constructs/state';
import { Problems } from '../errors';
import { physicalName } from '../physical-name';
import type { BucketClient, BucketReader, BucketWriter } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { netlifyRules } from './prop-rules';
import { clientReference } from './shipped';
import type { NetlifyStateTypes } from './state-types';

/** Props of `Bucket` on Netlify. */
export type BucketProps = PortableProps<NetlifyStateTypes>;

/** Recognizes buckets of Netlify. */
export const bucketKind: BucketKind = {
  provider: 'netlify',
  isBucket: (value) => value instanceof Bucket,
};

/**
 * A store of Netlify Blobs, created by the first write. Reads see earlier writes. Every function of the site can access it:
 * Netlify has no finer permissions.
 *
 * @example
 * const photos = new Bucket(site, 'Photos');
 * @see https://docs.netlify.com/build/data-and-storage/netlify-blobs/
 */
export class Bucket extends Construct implements Bindable<BucketClient, BucketReader, BucketWriter>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** Name of the store. */
  readonly storeName: string;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a bucket that was created elsewhere, so that functions can be bound to it. The bucket is not changed, and
   * processors cannot receive uploads into it.
   *
   * @param bucketName Name of the store.
   * @throws ValidationError when the name is invalid
   */
  static fromBucketName(scope: Construct, id: string, bucketName: string): ExistingBucket {
    return new ExistingBucket(scope, id, bucketName, {
      provider: 'netlify',
      client: clientReference('bucket', { store: bucketName }),
    });
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: BucketProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Bucket', props, netlifyRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'netlify', 'Bucket', props);
    problems.throwIfAny();
    const name = physicalName(this.node.path, { most: 60, hashed: this.node.path });
    this.storeName = name;
    explain(this, { type: 'Netlify Blobs store', purpose: 'Stores the objects.' });
    this[bound] = {
      provider: 'netlify',
      kind: 'bucket',
      allowed: STORED,
      path: this.node.path,
      client: clientReference('bucket', { store: this.storeName }),
    };
    recordConstruct(this, { kind: 'Bucket', provider: 'netlify' }, settings);
  }
}
