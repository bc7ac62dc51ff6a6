import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import type { Construct } from 'constructs';
import { allowInvoking, createServiceAccount } from '../function/function';

/** Minimum acknowledgement deadline. */
const MIN_SECONDS = 10;

/** Pushes the messages of a subscription to a function, with an identity that can only call this function. */
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
