import { RemovalPolicy } from 'aws-cdk-lib';
import type { StateRemovalPolicy } from '../../constructs/state';
import { awsDefaults } from '../defaults';

/**
 * The removal policy of state. What is retained stays when its construct is removed or replaced, or the stack is deleted,
 * but a deployment that fails and is rolled back leaves none of what it created: it is empty, and the next deployment
 * would create it again beside it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export function removalPolicyOf(
  removalPolicy: StateRemovalPolicy = awsDefaults.queueRemovalPolicy.value,
): RemovalPolicy {
  return removalPolicy === 'destroy' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
}
