import type { Problems } from '../../errors';
import { hasAddress } from '../../runtime/object-keys';
import { listBindings } from './access';
import type { Bindings, BoundResource } from './bound-resource';

/** The only use of kinds of resources to which access cannot be restricted. */
const WHOLE: Partial<Record<BoundResource['kind'], string>> = {
  queue: 'send to a queue',
  secret: 'read a secret',
  function: 'call a function',
  invoke: 'call a function',
};

/** Rules of a provider for bindings. */
export interface BindingRules {
  /** Allowed names. */
  readonly name: RegExp;
  /** Description of the allowed names; by default 'a letter, then letters, digits and underscores'. */
  readonly named?: string;
  /** Reserved names, and the service that reserves them in addition to tradewind. */
  readonly kept?: { readonly names: RegExp; readonly by: string };
  /** Resources that can be bound, in words: `a Bucket or a Secret`. */
  readonly targets: string;
  /** Description of a target; undefined if it cannot be bound. */
  resourceOf(target: unknown): Pick<BoundResource, 'kind' | 'allowed'> | undefined;
}

/** Checks the names and the targets of a function's bindings, and that no environment variable has such a name. */
export function checkBindings(
  problems: Problems,
  { bindings, environment = {} }: { readonly bindings?: Bindings; readonly environment?: object },
  rules: BindingRules,
): void {
  for (const { name, target, access, prefix } of listBindings(bindings)) {
    const prop = `bindings.${name}`;
    problems.require(rules.name.test(name) && !rules.kept?.names.test(name), {
      code: 'BINDING_NAME',
      prop,
      rule: `is not allowed as the name of a binding: ${rules.named ?? 'a letter, then letters, digits and underscores'}${except(rules)}`,
      fix: 'rename it',
    });
    problems.require(!(name in environment), {
      code: 'BINDING_NAME',
      prop,
      rule: 'is also an environment variable, and one would hide the other',
      fix: 'rename one of them',
    });
    const resource = rules.resourceOf(target);
    problems.require(resource !== undefined, {
      code: 'BINDING_TARGET',
      prop,
      value: typeof target,
      rule: 'cannot be bound: there is no client for it',
      fix: `bind ${rules.targets}`,
    });
    problems.require(resource?.allowed.includes(access) ?? true, {
      code: 'BINDING_ACCESS',
      prop,
      value: access,
      rule: `is not supported: functions only ${resource && WHOLE[resource.kind]}`,
      fix: 'bind it without readOnly or writeOnly',
    });
    if (prefix !== undefined) checkPrefix(problems, `${prop}.prefix`, prefix, resource?.kind);
  }
}

/**
 * Characters without a special meaning in the resources of an AWS policy and in an expression of a Google condition.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
const PREFIX = /^(?![/])[\w!.()=+@/-]{1,512}$/;

function checkPrefix(problems: Problems, prop: string, value: unknown, kind: BoundResource['kind'] | undefined): void {
  problems.require(kind === undefined || kind === 'bucket', {
    code: 'BINDING_PREFIX',
    prop,
    value,
    rule: 'limits the keys of a bucket, and this is not a bucket',
    fix: 'omit it',
  });
  problems.require(typeof value === 'string' && PREFIX.test(value) && hasAddress(value), {
    code: 'BINDING_PREFIX',
    prop,
    value,
    rule: 'must be known at synthesis and have 1 to 512 letters, digits or any of / ! - _ . ( ) = + @, without a leading / and without the segments . and ..',
    fix: "give the prefix of the keys that the function writes, such as 'out/'",
  });
}

function except({ kept }: BindingRules): string {
  return kept === undefined ? '' : `, and not a name that ${kept.by} or tradewind reserves`;
}
