import { STORED } from '../../constructs/bindings/bound-resource';
import type { BoundResource, Grantee } from '../bindings/bound';
import { assignRole } from '../stack/roles';

/** What a bucket is to the functions that it is bound to. Who writes reads too: there is no smaller role. */
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
