import { STORED } from '../../constructs/bindings/bound-resource';
import type { BoundResource } from '../bindings/bound';

/** Description of a bucket for bindings. */
export function boundBucket(path: string, bucketName: string): BoundResource {
  const bindings: BoundResource['bindings'] = (name) => [{ name, type: 'r2_bucket', bucketName }];
  return { kind: 'bucket', allowed: STORED, path, bindings };
}
