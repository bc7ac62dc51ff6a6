import type { StateRemovalPolicy } from '../constructs/state';
import type { TerraformResourceLifecycle } from './engine';

/**
 * Has Terraform refuse any plan that would delete the resource. That holds while the resource is declared: one whose
 * construct is removed from the app is deleted, unless it was removed from the state before.
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
 */
export function lifecycleOf(removalPolicy: StateRemovalPolicy | undefined): TerraformResourceLifecycle | undefined {
  return removalPolicy === 'retain' ? { preventDestroy: true } : undefined;
}
