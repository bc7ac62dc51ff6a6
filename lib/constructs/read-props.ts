import type { Construct } from 'constructs';
import type { ConstructName } from '../catalogue';
import { type DefaultDifferences, type Resolved, withDefaults } from '../defaults';
import { type Problem, Problems } from '../errors';
import type { Overridden } from './overridden';
import { propShapes } from './prop-shapes';
import type { PropsOf } from './props';
import { inspectMembers, isPlain, type ShapeContext } from './shape';

/** Rules of a provider for reading props. */
export interface PropRules extends ShapeContext {
  /** Defaults of the provider that differ from the table. */
  readonly differences?: DefaultDifferences;
  /** Names of the resources in the prop `overrides`, by construct. */
  readonly overridden: Partial<Overridden>;
  /** Lists further refusals of the provider for objects in props, for every construct. */
  checkMore?(construct: Construct, props: object): readonly Problem[];
  /** @throws ValidationError when the construct is not in a stack or app of the provider */
  checkScope(construct: Construct): void;
}

/**
 * The first step of every constructor: refuses a scope of another provider and props of a wrong shape, and fills in the
 * defaults. After it, every value has its declared type, also in JavaScript.
 *
 * @throws ValidationError STACK, PROPS, PROP_MISSING, PROP_TYPE, TOKEN or OVERRIDE_RESOURCE
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
  checkOverrides(problems, props, Object.keys(rules.overridden[name] ?? {}));
  for (const problem of rules.checkMore?.(construct, props) ?? []) problems.add(problem);
  problems.throwIfAny();
  return withDefaults(name, props, rules.differences);
}

/**
 * Checks that overrides name resources of the construct, because others would be ignored. The support table refuses the
 * prop on constructs without `names`.
 */
function checkOverrides(problems: Problems, props: object, names: readonly string[]): void {
  const { overrides = {} } = props as { readonly overrides?: object };
  if (names.length === 0) return;
  for (const name of Object.keys(overrides).filter((each) => !names.includes(each))) {
    problems.add({
      code: 'OVERRIDE_RESOURCE',
      prop: `overrides.${name}`,
      rule: `is unknown: the overrides of the construct are ${names.join(', ')}`,
      fix: `use one of these names, and put the props of a resource below its name`,
    });
  }
}
