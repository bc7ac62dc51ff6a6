import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { STORED } from '../constructs/bindings/bound-resource';
import { type PropRules, readProps } from '../constructs/read-props';
import type { BucketProps } from '../constructs/state';
import { Problems } from '../errors';
import { physicalName } from '../physical-name';
import type { BucketClient, BucketReader, BucketWriter } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from './app-model';
import { type BoundConstruct, type BoundResource, bound } from './bound';

/** Properties of a provider's buckets. */
export interface BlobHost {
  readonly rules: PropRules;
  /** Type of the resource, in explanations. */
  readonly type: string;
  /** Client of the bucket with a name. */
  readonly client: (name: string) => BoundResource['client'];
}

/** A bucket in a store of blobs that the provider creates with the first object. */
export abstract class BlobBucket
  extends Construct
  implements Bindable<BucketClient, BucketReader, BucketWriter>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  /** Name of the bucket, made of the construct path. @internal */
  protected readonly bucketName: string;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: BucketProps, { rules, type, client }: BlobHost) {
    super(scope, id);
    const { provider } = rules;
    const { path } = this.node;
    const settings = readProps(this, 'Bucket', props, rules);
    const problems = new Problems(path);
    checkSupport(problems, provider, 'Bucket', props);
    problems.throwIfAny();
    this.bucketName = physicalName(path, { most: 60, hashed: path });
    explain(this, { type, purpose: 'Stores the objects.' });
    this[bound] = { provider, kind: 'bucket', allowed: STORED, path, client: client(this.bucketName) };
    recordConstruct(this, { kind: 'Bucket', provider }, settings);
  }
}
