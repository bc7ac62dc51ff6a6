import type { Call } from './provider/stand-in';
import type { Values } from './provider/wire';

/** A resource as Terraform handed it to its provider. */
export interface AppliedResource {
  readonly address: string;
  readonly type: string;
  /** What is configured, with every reference resolved. What is not configured is not in it. */
  readonly config: Values;
}

/** One command of the proof, or at its end the rules that no schema knows. */
export interface Step {
  readonly name: 'init' | 'validate' | 'apply' | 'plan' | 'rules';
  readonly failures: readonly string[];
}

/** What became of a stack. */
export interface Proof {
  readonly stack: string;
  /** What was done. The first that fails is the last. */
  readonly steps: readonly Step[];
  /** The resources in the order in which they were made. */
  readonly applied: readonly AppliedResource[];
  /** What the providers were configured with, and what the data sources were asked. */
  readonly calls: readonly Call[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Everything that is wrong. Empty when the stack is proven. */
  readonly failures: readonly string[];
}
