import type { Construct } from 'constructs';
import { BlobBucket } from '../build-output/blob-bucket';
import { ExistingBucket } from '../build-output/existing-bucket';
import type { BucketKind } from '../constructs/bucket-checks';
import type { BucketProps as PortableProps } from '../constructs/state';
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
export class Bucket extends BlobBucket {
  /** Name of the store. */
  readonly storeName: string;

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
    super(scope, id, props, {
      rules: netlifyRules,
      type: 'Netlify Blobs store',
      client: (store) => clientReference('bucket', { store }),
    });
    this.storeName = this.bucketName;
  }
}
