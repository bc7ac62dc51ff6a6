import type { Problems } from '../errors';
import { listBindings } from './bindings';
import type { Bindings, BoundResource } from './bound';

/** What a provider has to say about bindings. */
export interface BindingRules {
  /** Names that a binding may have. */
  readonly name: RegExp;
  /** The names in words. @default 'a letter, then letters, digits and underscores' */
  readonly named?: string;
  /** Names that are taken, and by whom besides the library. */
  readonly kept?: { readonly names: RegExp; readonly by: string };
  /** What can be bound, as an error says it: `a Bucket or a Secret`. */
  readonly targets: string;
  /** What a target is to functions; nothing for what cannot be bound. */
  resourceOf(target: unknown): Pick<BoundResource, 'kind' | 'allowed'> | undefined;
}

/** Checks the names and the targets of a function's bindings, and that no environment variable has such a name. */
export function checkBindings(
  problems: Problems,
  { bindings, environment = {} }: { readonly bindings?: Bindings; readonly environment?: object },
  rules: BindingRules,
): void {
  for (const { name, target, access } of listBindings(bindings)) {
    const prop = `bindings.${name}`;
    problems.require(rules.name.test(name) && !rules.kept?.names.test(name), {
      code: 'BINDING_NAME',
      prop,
      rule: `is no name for a binding: ${rules.named ?? 'a letter, then letters, digits and underscores'}${except(rules)}`,
      fix: 'rename it',
    });
    problems.require(!(name in environment), {
      code: 'BINDING_NAME',
      prop,
      rule: 'is an environment variable too, and one would hide the other',
      fix: 'rename one of them',
    });
    const resource = rules.resourceOf(target);
    problems.require(resource !== undefined, {
      code: 'BINDING_TARGET',
      prop,
      value: typeof target,
      rule: 'is nothing that a function can be given a client of',
      fix: `give ${rules.targets}`,
    });
    problems.require(resource?.allowed.includes(access) ?? true, {
      code: 'BINDING_ACCESS',
      prop,
      value: access,
      rule: `is not to be had: a ${resource?.kind} is ${resource?.kind === 'secret' ? 'only read' : 'only sent to'} by those that it is bound to`,
      fix: 'bind it as it is, without readOnly or writeOnly',
    });
  }
}

function except({ kept }: BindingRules): string {
  return kept === undefined ? '' : `, and none that ${kept.by} or tradewind keeps`;
}
