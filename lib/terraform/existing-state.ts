import { Construct } from 'constructs';
import { Problems } from '../errors';
import { Token } from './engine';
import { standsFor } from './physical-id';

/** Rule for the name of a resource that was created elsewhere. */
export interface NameRule {
  /** Code of the refusal. */
  readonly code: string;
  /** Parameter that holds the name. */
  readonly prop: string;
  readonly names: RegExp;
  /** Rule that a refused name breaks. Reads on after the name. */
  readonly rule: string;
  /** Advice, as an imperative. */
  readonly fix: string;
}

/** A name that was given, and its rule. */
export type GivenName = readonly [name: string, rule: NameRule];

/** State that was created elsewhere, and that functions can be bound to. It is not changed. */
export abstract class ExistingState extends Construct {
  /**
   * @param kind Kind of the resource, such as `bucket`. Constructs of one kind and name are the same to the loop check.
   * @throws ValidationError that lists every invalid name. A name that is known only at deployment is not checked.
   */
  constructor(scope: Construct, id: string, kind: string, given: readonly GivenName[]) {
    super(scope, id);
    const problems = new Problems(this.node.path);
    for (const [name, { code, prop, names, rule, fix }] of given) {
      const valid = typeof name === 'string' && (Token.isUnresolved(name) || names.test(name));
      problems.require(valid, { code, prop, value: name, rule, fix });
    }
    problems.throwIfAny();
    standsFor(this, `${kind} ${given.map(([name]) => name).join('/')}`);
  }
}
