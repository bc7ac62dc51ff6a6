import type { Call } from './provider/stand-in';
import type { Values } from './provider/wire';

/** Resource as Terraform passed it to its provider. */
export interface AppliedResource {
  readonly address: string;
  readonly type: string;
  /** Configured values, with every reference resolved. Others are absent. */
  readonly config: Values;
}

/** One command of the proof, or at its end the rules that no schema contains. */
export interface Step {
  readonly name: 'init' | 'validate' | 'apply' | 'plan' | 'rules';
  readonly failures: readonly string[];
}

/** Result of a stack. */
export interface Proof {
  readonly stack: string;
  /** Steps that were run. The first that fails is the last. */
  readonly steps: readonly Step[];
  /** Resources in the order in which they were created. */
  readonly applied: readonly AppliedResource[];
  /** Configurations of the providers, and queries of the data sources. */
  readonly calls: readonly Call[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Faults that were found. Empty when the stack is proven. */
  readonly failures: readonly string[];
}
