import { Construct } from 'constructs';
import type { BindingReference } from '../bundler/types';
import { STORED } from '../constructs/bindings/bound-resource';
import { Problems } from '../errors';
import type { BucketClient, BucketReader, BucketWriter } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import type { ProviderName } from '../runtime/types';
import { type BoundConstruct, type BoundResource, bound } from './bound';

/** Provider of a bucket that was created elsewhere, with the client for it. */
export interface BucketHost {
  readonly provider: ProviderName;
  readonly client: Omit<BindingReference, 'name'>;
}

/** Names that both providers accept, as a key prefix and as the name of a store. */
const NAMES = /^[A-Za-z0-9][\w-]{0,63}$/;

/** A bucket that was created elsewhere, such as that of another construct path. It is not changed. */
export class ExistingBucket
  extends Construct
  implements Bindable<BucketClient, BucketReader, BucketWriter>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError when the name is invalid */
  constructor(
    scope: Construct,
    id: string,
    /** Name of the bucket. */
    readonly bucketName: string,
    { provider, client }: BucketHost,
  ) {
    super(scope, id);
    const problems = new Problems(this.node.path);
    problems.require(typeof bucketName === 'string' && NAMES.test(bucketName), {
      code: 'BUCKET_NAME',
      prop: 'bucketName',
      value: bucketName,
      rule: 'is not the name of a bucket: 1 to 64 letters, digits, dashes and underscores, a letter or a digit first',
      fix: 'give only the name, without a path',
    });
    problems.throwIfAny();
    this[bound] = { provider, kind: 'bucket', allowed: STORED, path: this.node.path, client };
  }
}
