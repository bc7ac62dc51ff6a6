import { STORED } from '../../constructs/bindings/bound-resource';
import type { BoundResource, Grantee } from '../bindings/bound';
import { assignRole } from '../stack/roles';

/** Description of a bucket for bindings. The role for writing also allows reading: there is no smaller one. */
export function boundBucket(
  path: string,
  { id, address }: { readonly id: string; readonly address: string },
): BoundResource {
  const purpose = 'Lets the function use the objects of the bucket.';
  return {
    kind: 'bucket',
    allowed: STORED,
    path,
    value: address,
    grant(grantee: Grantee, access) {
      const name = access === 'read' ? 'Storage Blob Data Reader' : 'Storage Blob Data Contributor';
      assignRole(grantee, { name, scope: id, purpose, prop: 'bindings' });
    },
  };
}
