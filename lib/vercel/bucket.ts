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
export class Bucket extends Construct implements Bindable<BucketClient, BucketReader, BucketWriter>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** Prefix of the keys in the store. */
  readonly prefix: string;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

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
    super(scope, id);
    const settings = readProps(this, 'Bucket', props, vercelRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'vercel', 'Bucket', props);
    problems.throwIfAny();
    const name = physicalName(this.node.path, { most: 60, hashed: this.node.path });
    this.prefix = `${name}/`;
    explain(this, { type: 'Vercel Blob prefix', purpose: 'Stores the objects.' });
    this[bound] = {
      provider: 'vercel',
      kind: 'bucket',
      allowed: STORED,
      path: this.node.path,
      client: clientReference('bucket', { prefix: this.prefix }),
    };
    recordConstruct(this, { kind: 'Bucket', provider: 'vercel' }, settings);
  }
}
