/** A finding of a rule pack or a linter that no sensible setting removes, and why it is accepted. */
export interface Acknowledgement {
  /** Types of the resources on which it is found. */
  readonly types: readonly string[];
  /** Which of them, in words. */
  readonly where: string;
  /**
   * Ids of the rules: of cdk-nag; of checkov, `CKV…`; of cfn-lint, a letter and four digits. `$resource` stands for what
   * a policy names.
   */
  readonly rules: readonly string[];
  /** What a reviewer has to know. */
  readonly reason: string;
}
