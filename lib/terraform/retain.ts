import type { StateRemovalPolicy } from '../constructs/state';
import type { TerraformResourceLifecycle } from './engine';

/**
 * Lets Terraform refuse any plan that would delete the resource. That holds as long as the resource is declared: one whose
 * construct is removed from the app is deleted, unless it was taken out of the state before.
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
 */
export function lifecycleOf(removalPolicy: StateRemovalPolicy | undefined): TerraformResourceLifecycle | undefined {
  return removalPolicy === 'retain' ? { preventDestroy: true } : undefined;
}
