/** A program that deploys Terraform's configurations. */
export interface Binary {
  readonly name: 'terraform' | 'tofu';
  /** Its path, or its name on the PATH. */
  readonly command: string;
  /** The host of the registry that a provider without a host is taken from. */
  readonly registry: 'registry.terraform.io' | 'registry.opentofu.org';
}
