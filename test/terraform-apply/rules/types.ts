/** Rule of a provider or its cloud for a value that no schema contains. */
export interface Rule {
  /** Resource type, or the end of its name after a `*`. */
  readonly type: string;
  /** Attribute, through blocks: `settings.batch_size`. */
  readonly attribute: string;
  /** Block: the rule holds only if it is set. */
  readonly where?: string;
  readonly constraint: Constraint;
  /** Source of the rule. */
  readonly source: string;
  /** Values that follow the rule, and values that break it: the rule is tested with them. */
  readonly keeps: readonly unknown[];
  readonly breaks: readonly unknown[];
}

export interface Constraint {
  /** Requirement, after "must". */
  readonly text: string;
  readonly holds: (value: unknown) => boolean;
}
