import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { Construct } from 'constructs';
import { Problems } from '../../errors';
import { physicalName } from '../../physical-name';
import { Token } from '../../terraform/engine';
import { allowInvoking } from './function';

/**
 * Caller of a function on Google Cloud: a service account of the app, or a member of IAM, such as
 * `serviceAccount:reports@shop.iam.gserviceaccount.com` or `group:ops@example.com`.
 * @see https://cloud.google.com/iam/docs/principal-identifiers
 */
export type Grantee = ServiceAccount | string;

const MEMBER = /^(\w+:.+|allUsers|allAuthenticatedUsers)$/;
const SERVICE_ACCOUNT = 'google_service_account';

/**
 * Allows `grantee` to call a function. The same grantee needs one grant only.
 * @throws ValidationError when `grantee` is neither a service account nor a member
 */
export function grantInvoke(scope: Construct, fn: Cloudfunctions2Function, grantee: Grantee): void {
  checkGrantee(scope, grantee);
  const member = typeof grantee === 'string' ? grantee : `serviceAccount:${grantee.email}`;
  const readable = typeof grantee === 'string' ? grantee : grantee.node.id;
  const hashed = typeof grantee === 'string' ? grantee : grantee.node.path;
  const id = `Invoker-${physicalName(readable, { most: 60, hashed })}`;
  if (scope.node.tryFindChild(id) === undefined) allowInvoking(scope, id, fn, member);
}

function checkGrantee(scope: Construct, grantee: Grantee): void {
  const problems = new Problems(scope.node.path);
  // A name that is known only at deployment would not give the grant a stable id.
  const isKnown = typeof grantee === 'string' && !Token.isUnresolved(grantee);
  // Compares the type, not the class: there may be two copies of the bindings.
  const isAccount = typeof grantee === 'object' && grantee?.terraformResourceType === SERVICE_ACCOUNT;
  problems.require(isAccount || (isKnown && MEMBER.test(grantee)), {
    code: 'GRANTEE',
    prop: 'grantInvoke',
    value: isKnown ? grantee : undefined,
    rule: 'is neither a service account nor a member of IAM that is known at synthesis',
    fix: 'give the ServiceAccount itself, or a member such as serviceAccount:reports@shop.iam.gserviceaccount.com',
  });
  problems.throwIfAny();
}
