import type { Project } from './project';

/** One place that breaks a rule. */
export interface Problem {
  /** Path from the project's folder. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Statement of the fault. */
  readonly fault: string;
  /** Change that mends it. */
  readonly remedy: string;
}

/** A house rule that a program can check. */
export interface Rule {
  /** Name in messages and in CONTRIBUTING.md. */
  readonly name: string;
  /** Finds every place that breaks the rule. */
  check(project: Project): readonly Problem[];
}
