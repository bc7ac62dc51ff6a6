/** A finding of a rule pack or a linter that no sensible setting removes, and the reason to accept it. */
export interface Acknowledgement {
  /** Types of the resources with the finding. */
  readonly types: readonly string[];
  /** Description of these resources. */
  readonly where: string;
  /**
   * Ids of the rules: of cdk-nag; of checkov, `CKV…`; of cfn-lint, a letter and four digits. `$resource` is replaced by
   * the resource of a policy.
   */
  readonly rules: readonly string[];
  /** Reason to accept the finding, for reviewers. */
  readonly reason: string;
}
