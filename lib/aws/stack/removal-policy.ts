import { RemovalPolicy } from 'aws-cdk-lib';
import type { StateRemovalPolicy } from '../../constructs/state';
import { awsDefaults } from '../defaults';

/**
 * Removal policy of state. A retained resource stays when its construct is removed or replaced, or the stack is
 * deleted. A failed deployment that is rolled back deletes the resources that it created: they are empty, and the next
 * deployment would create duplicates.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export function removalPolicyOf(
  removalPolicy: StateRemovalPolicy = awsDefaults.queueRemovalPolicy.value,
): RemovalPolicy {
  return removalPolicy === 'destroy' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
}
