import type { Construct } from 'constructs';
import { BlobBucket } from '../build-output/blob-bucket';
import { ExistingBucket } from '../build-output/existing-bucket';
import type { BucketKind } from '../constructs/bucket-checks';
import type { BucketProps as PortableProps } from '../constructs/state';
import { vercelRules } from './prop-rules';
import { clientReference } from './shipped';
import type { VercelStateTypes } from './state-types';

/** Props of `Bucket` on Vercel. */
export type BucketProps = PortableProps<VercelStateTypes>;

/** Recognizes buckets of Vercel. */
export const bucketKind: BucketKind = {
  provider: 'vercel',
  isBucket: (value) => value instanceof Bucket,
};

/**
 * A prefix in the Blob store that is connected to the project; objects are private. Connect a store once with `vercel blob
 * store add`, which gives functions the variable `BLOB_READ_WRITE_TOKEN`.
 *
 * @example
 * const photos = new Bucket(app, 'Photos');
 * @see https://vercel.com/docs/vercel-blob
 */
export class Bucket extends BlobBucket {
  /** Prefix of the keys in the store. */
  readonly prefix: string;

  /**
   * Imports a bucket that was created elsewhere, so that functions can be bound to it. The bucket is not changed, and
   * processors cannot receive uploads into it.
   *
   * @param bucketName Prefix of the keys in the store, without the slash.
   * @throws ValidationError when the name is invalid
   */
  static fromBucketName(scope: Construct, id: string, bucketName: string): ExistingBucket {
    return new ExistingBucket(scope, id, bucketName, {
      provider: 'vercel',
      client: clientReference('bucket', { prefix: `${bucketName}/` }),
    });
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: BucketProps = {}) {
    super(scope, id, props, {
      rules: vercelRules,
      type: 'Vercel Blob prefix',
      client: (name) => clientReference('bucket', { prefix: `${name}/` }),
    });
    this.prefix = `${this.bucketName}/`;
  }
}
