/** What a provider or its cloud demands of a value, and no schema says. */
export interface Rule {
  /** The resource type, or how its name ends after a `*`. */
  readonly type: string;
  /** The attribute, through blocks: `settings.batch_size`. */
  readonly attribute: string;
  /** A block: the rule holds only where it is given. */
  readonly where?: string;
  readonly constraint: Constraint;
  /** Where it is written. */
  readonly source: string;
  /** Values that keep the rule, and values that break it: the rule is tested with them. */
  readonly keeps: readonly unknown[];
  readonly breaks: readonly unknown[];
}

export interface Constraint {
  /** What is asked for, after "has to". */
  readonly text: string;
  readonly holds: (value: unknown) => boolean;
}
