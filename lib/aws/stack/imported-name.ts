import { Token } from 'aws-cdk-lib';
import { Problems } from '../../errors';

/** Rule for the name of a resource that was created elsewhere. */
export interface ImportedName {
  /** Code of the refusal. */
  readonly code: string;
  /** Parameter that holds the name. */
  readonly prop: string;
  readonly names: RegExp;
  /** Rule that a refused name breaks, as the continuation of a sentence about the name. */
  readonly rule: string;
  /** Advice, as an imperative. */
  readonly fix: string;
}

/** @throws ValidationError when the name is invalid. A name that is known only at deployment is not checked. */
export function checkImportedName(path: string, name: string, { code, prop, names, rule, fix }: ImportedName): void {
  const problems = new Problems(path);
  const valid = typeof name === 'string' && (Token.isUnresolved(name) || names.test(name));
  problems.require(valid, { code, prop, value: name, rule, fix });
  problems.throwIfAny();
}
