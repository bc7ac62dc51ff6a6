import type { Construct } from 'constructs';
import type { BucketClient, BucketReader, BucketWriter } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { ExistingState, type NameRule } from '../../terraform/existing-state';
import { type BoundResource, bound } from '../bindings/bound';
import { boundBucket } from './bucket-binding';
import type { IBucket } from './bucket-interface';

const NAME: NameRule = {
  code: 'BUCKET_NAME',
  prop: 'bucketName',
  names: /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  rule: 'is not the name of a bucket: 3 to 63 lowercase letters, digits and dashes',
  fix: 'give only the name, without an address and without a path',
};

/** A bucket that was created elsewhere. */
export class ExistingBucket extends ExistingState implements IBucket {
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  readonly [bound]: BoundResource;

  constructor(
    scope: Construct,
    id: string,
    readonly bucketName: string,
  ) {
    super(scope, id, 'bucket', [[bucketName, NAME]]);
    this[bound] = boundBucket(this.node.path, bucketName);
  }
}
