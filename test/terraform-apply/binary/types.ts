/** Program that deploys Terraform's configurations. */
export interface Binary {
  readonly name: 'terraform' | 'tofu';
  /** Path, or name on the PATH. */
  readonly command: string;
  /** Host of the registry for providers without a host. */
  readonly registry: 'registry.terraform.io' | 'registry.opentofu.org';
}
