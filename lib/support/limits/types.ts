/** Numbers that a provider accepts for a prop: whole ones in a range. A duration is measured in seconds. */
export interface NumberLimits {
  /** Code of the refusal. */
  readonly code: string;
  readonly least: number;
  /** @default - no upper limit */
  readonly most?: number;
  /** Unit of the number, such as `MiB`. */
  readonly unit?: string;
  /** Reason for the range. Reads on after it: `the range of a queue`. */
  readonly why?: string;
  /** Alternative, in the imperative. */
  readonly fix?: string;
  /** Page of the provider that states the limit. */
  readonly source?: string;
}

/** The only numbers that a provider accepts for a prop. */
export interface SizeLimits extends Omit<NumberLimits, 'least' | 'most'> {
  readonly sizes: readonly number[];
}

/** Names that a provider accepts in a prop, such as those of environment variables. */
export interface NameLimits {
  /** Code of the refusal. */
  readonly code: string;
  /** Characters of a name. */
  readonly names: RegExp;
  /** Names that the provider or tradewind sets itself. */
  readonly kept?: RegExp;
  /** Rule that a refused name breaks, which follows the name. */
  readonly rule: string;
  /** Alternative, in the imperative. */
  readonly fix: string;
  /** Page of the provider that states the rule. */
  readonly source?: string;
}

/** Limits of the values of a prop. */
export type Limits = NumberLimits | SizeLimits | NameLimits;

/** Limits of the settings that every function of a provider has; a setting without limits is absent. */
export interface FunctionLimits {
  readonly environment: NameLimits;
  readonly timeout?: NumberLimits;
  readonly memory?: NumberLimits | SizeLimits;
  readonly maxInstances?: NumberLimits;
}
