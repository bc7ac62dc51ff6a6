import type { Construct } from 'constructs';
import { type DefaultDifferences, type Resolved, withDefaults } from '../defaults';
import { type Problem, Problems } from '../errors';
import type { PropsOf } from '../support/types';
import { propShapes } from './prop-shapes';
import type { ConstructName } from './provider';
import { inspectMembers, isPlain, type ShapeContext } from './shape';

/** Rules by which a provider reads props. */
export interface PropRules extends ShapeContext {
  /** Defaults in which the provider differs from the table. */
  readonly differences?: DefaultDifferences;
  /** Lists what else the provider refuses of the objects in props, whichever construct they are for. */
  checkMore?(construct: Construct, props: object): readonly Problem[];
  /** @throws ValidationError when the construct is in no stack or app of the provider */
  checkScope(construct: Construct): void;
}

/**
 * The first step of every constructor: refuses a scope of another provider and props of a wrong shape, and fills in the
 * defaults. After it, every value has the type that its declaration says, also in JavaScript.
 *
 * @throws ValidationError STACK, PROPS, PROP_MISSING, PROP_TYPE or TOKEN
 */
export function readProps<Name extends ConstructName, P extends Partial<PropsOf[Name]>>(
  construct: Construct,
  name: Name,
  props: P,
  rules: PropRules,
): Resolved<Name, P> {
  rules.checkScope(construct);
  const problems = new Problems(construct.node.path);
  problems.require(isPlain(props), {
    code: 'PROPS',
    prop: 'props',
    rule: 'are not an object',
    fix: `give the props of ${name} as the third argument`,
  });
  problems.throwIfAny();
  const found = inspectMembers(props, propShapes[name], (prop) => prop, rules);
  for (const problem of found) problems.add(problem);
  problems.throwIfAny();
  for (const problem of rules.checkMore?.(construct, props) ?? []) problems.add(problem);
  problems.throwIfAny();
  return withDefaults(name, props, rules.differences);
}
