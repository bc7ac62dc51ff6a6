import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { explain } from '../../app-model/model';
import { STORED } from '../../constructs/bindings/bound-resource';
import type { Access } from '../../runtime/env-of';
import type { BoundResource, Grantee } from '../bindings/bound';

/** Writing includes replacing, which needs the permission to delete; there is no smaller role with both. */
const ROLES: Record<Access, string> = {
  read: 'roles/storage.objectViewer',
  write: 'roles/storage.legacyBucketWriter',
  readwrite: 'roles/storage.objectUser',
};

/** @see https://cloud.google.com/storage/docs/access-control/iam-roles */
function grantBucket(bucket: string, { scope, id, member }: Grantee, access: Access, prefix?: string): void {
  const rights =
    prefix === undefined ? { role: ROLES[access] } : { role: ROLES.readwrite, condition: below(bucket, prefix) };
  const grant = new StorageBucketIamMember(scope, id, { bucket, member, ...rights });
  const purpose = 'Lets the function use the objects of the bucket.';
  explain(grant, { type: 'google_storage_bucket_iam_member', purpose, prop: 'bindings' });
}

/**
 * Limits a role to the objects whose keys start with `prefix`. Listing is a permission on the bucket, so the condition removes
 * it. The role allows reading and writing: the smaller one is a legacy role for whole buckets.
 * @see https://cloud.google.com/iam/docs/conditions-resource-attributes
 */
function below(bucket: string, prefix: string) {
  const start = `projects/_/buckets/${bucket}/objects/${prefix}`;
  return { title: `Objects below ${prefix}`.slice(0, 100), expression: `resource.name.startsWith("${start}")` };
}

/** Description of a bucket for bindings. */
export function boundBucket(path: string, value: string): BoundResource {
  const grant: BoundResource['grant'] = (grantee, access, prefix) => grantBucket(value, grantee, access, prefix);
  return { kind: 'bucket', allowed: STORED, path, value, grant };
}
