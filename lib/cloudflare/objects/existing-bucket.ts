import { Construct } from 'constructs';
import { Problems } from '../../errors';
import type { BucketClient, BucketReader, BucketWriter } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { Token } from '../../terraform/engine';
import { standsFor } from '../../terraform/physical-id';
import { type BoundResource, bound } from '../bindings/bound';
import { boundBucket } from './bucket-binding';
import type { IBucket } from './bucket-interface';

/** A bucket that was made elsewhere. */
export class ExistingBucket extends Construct implements IBucket {
  declare readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  readonly [bound]: BoundResource;

  constructor(
    scope: Construct,
    id: string,
    readonly bucketName: string,
  ) {
    super(scope, id);
    checkBucketName(this.node.path, bucketName);
    standsFor(this, `bucket ${bucketName}`);
    this[bound] = boundBucket(this.node.path, bucketName);
  }
}

function checkBucketName(path: string, bucketName: string): void {
  const problems = new Problems(path);
  problems.require(Token.isUnresolved(bucketName) || /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucketName), {
    code: 'BUCKET_NAME',
    prop: 'bucketName',
    value: bucketName,
    rule: 'is no name of a bucket: 3 to 63 small letters, digits and dashes',
    fix: 'give the name alone, without an address and without a path',
  });
  problems.throwIfAny();
}
