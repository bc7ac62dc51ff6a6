import type { IConstruct } from 'constructs';
import type { BucketClient, BucketReader, BucketWriter } from '../../runtime/clients';
import type { Bindable } from '../../runtime/env-of';
import type { BoundConstruct } from '../bindings/bound';

/** Bucket that functions can be bound to and processors receive events of, created by this app or imported. */
export interface IBucket extends IConstruct, Bindable<BucketClient, BucketReader, BucketWriter>, BoundConstruct {
  /** Name of the bucket. */
  readonly bucketName: string;
}
