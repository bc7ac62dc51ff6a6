import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { Construct } from 'constructs';
import type { Duration } from '../../duration';
import type { Problems } from '../../errors';
import { allowInvoking, createServiceAccount } from '../function/function';

/** Pub/Sub waits for an answer so long, and no longer. @see https://cloud.google.com/pubsub/docs/push */
const MAX_PUSH_SECONDS = 600;
/** The shortest wait. */
const MIN_SECONDS = 10;

/** Checks that Pub/Sub waits as long as a run may take. */
export function checkPushTimeout(problems: Problems, timeout: Duration): void {
  problems.require(timeout.toSeconds() <= MAX_PUSH_SECONDS, {
    code: 'TIMEOUT_MAX',
    prop: 'timeout',
    value: timeout,
    rule: `is over the ${MAX_PUSH_SECONDS} s for which Pub/Sub waits; it would send the message again while it is in work`,
    fix: 'split the work over messages',
  });
}

/** Lets a subscription call a function with each message, by an identity that may call it and nothing else. */
export function pushTo(
  scope: Construct,
  subscription: PubsubSubscription,
  fn: Cloudfunctions2Function,
  timeoutSeconds: number,
): ServiceAccount {
  const account = createServiceAccount(scope, 'Caller', `Calls ${scope.node.path} with messages`);
  allowInvoking(scope, 'MayCall', fn, `serviceAccount:${account.email}`);
  const { uri } = fn.serviceConfig;
  subscription.ackDeadlineSeconds = Math.max(MIN_SECONDS, timeoutSeconds);
  subscription.putPushConfig({ pushEndpoint: uri, oidcToken: { serviceAccountEmail: account.email, audience: uri } });
  return account;
}
