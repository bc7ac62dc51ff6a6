import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { STORED } from '../constructs/bound';
import { explain } from '../model';
import type { Access } from '../runtime/env-of';
import type { BoundResource, Grantee } from './bound';

/** Who writes replaces too, which takes the right to delete; there is no smaller role that has both. */
const ROLES: Record<Access, string> = {
  read: 'roles/storage.objectViewer',
  write: 'roles/storage.legacyBucketWriter',
  readwrite: 'roles/storage.objectUser',
};

/** @see https://cloud.google.com/storage/docs/access-control/iam-roles */
function grantBucket(bucket: string, { scope, id, member }: Grantee, access: Access): void {
  const grant = new StorageBucketIamMember(scope, id, { bucket, role: ROLES[access], member });
  const purpose = 'Lets the function use the objects of the bucket.';
  explain(grant, { type: 'google_storage_bucket_iam_member', purpose, prop: 'bindings' });
}

/** What a bucket is to the functions that it is bound to. */
export function boundBucket(path: string, value: string): BoundResource {
  const grant: BoundResource['grant'] = (grantee, access) => grantBucket(value, grantee, access);
  return { kind: 'bucket', allowed: STORED, path, value, grant };
}
