import type { WorkersScriptBindings } from '@cdktf/provider-cloudflare/lib/workers-script';
import type { BindingReference } from '../bundler/types';
import { type Access, listBindings, type NamedBinding, type Restricted } from '../constructs/bindings';
import type { Problems } from '../errors';
import type { BindingModel } from '../model';
import { shippedModule } from '../shipped';
import { type BoundResource, boundResource } from './bound';

/** The prop `bindings` on Cloudflare. */
export type Bindings = Readonly<Record<string, unknown | Restricted<unknown>>> | undefined;

/** Checks the names and the targets of a worker's bindings, and that no environment variable has such a name. */
export function checkBindings(problems: Problems, bindings: Bindings, environment: object = {}): void {
  for (const binding of listBindings(bindings)) {
    const prop = `bindings.${binding.name}`;
    problems.require(/^[A-Za-z]\w*$/.test(binding.name), {
      code: 'BINDING_NAME',
      prop,
      rule: 'is no name that a member of env can have: a letter, then letters, digits and underscores',
      fix: 'rename it',
    });
    problems.require(!(binding.name in environment), {
      code: 'BINDING_NAME',
      prop,
      rule: 'is an environment variable too, and one would hide the other',
      fix: 'rename one of them',
    });
    checkAccess(problems, prop, binding);
  }
}

function checkAccess(problems: Problems, prop: string, { target, access }: NamedBinding<unknown>): void {
  const resource = boundResource(target);
  if (resource === undefined) {
    const rule = 'is nothing that a worker can be given a client of';
    const fix = 'give a Bucket, a Table, a Queue, a Secret or an ApiFunction of tradewind/cloudflare';
    problems.add({ code: 'BINDING_TARGET', prop, value: typeof target, rule, fix });
    return;
  }
  problems.require(resource.allowed.includes(access), {
    code: 'BINDING_ACCESS',
    prop,
    value: access,
    rule: `is not to be had: a ${resource.kind} is ${resource.kind === 'secret' ? 'only read' : 'only sent to'} by those that it is bound to`,
    fix: 'bind it as it is, without readOnly or writeOnly',
  });
}

/** What bindings add to a worker. */
export interface BoundParts {
  /** What the script is given. */
  scriptBindings(): WorkersScriptBindings[];
  /** Hears when there is more to give than before. */
  onChange(changed: () => void): void;
  /** The clients in `env`. */
  readonly references: readonly BindingReference[];
  /** The edges of the app model. */
  model(scriptPath: string): BindingModel[];
}

/** Resolves the bindings of a worker, which were checked before. */
export function resolveBindings(bindings: Bindings): BoundParts {
  const resolved = listBindings(bindings).map(({ name, target, access }) => {
    return { name, access, resource: boundResource(target)! };
  });
  return {
    scriptBindings: () => resolved.flatMap(({ name, resource }) => resource.bindings(name)),
    onChange(changed) {
      for (const { resource } of resolved) resource.onChange?.(changed);
    },
    references: resolved.map(({ name, resource }) => reference(name, resource)),
    model: (path) =>
      resolved.map(({ name, access, resource }) => {
        return { name, target: resource.path, access: effective(resource, access), function: path };
      }),
  };
}

function reference(name: string, { kind, options }: BoundResource): BindingReference {
  if (kind === 'secret')
    return { name, file: shippedModule('runtime', 'variable-secret'), export: 'secretClient', options };
  return { name, file: shippedModule('cloudflare', 'clients', kind), export: `${kind}Client`, options };
}

/** What a binding really allows, whatever it was asked for as. */
function effective({ kind }: BoundResource, access: Access): Access {
  if (kind === 'secret') return 'read';
  return kind === 'queue' || kind === 'function' ? 'write' : access;
}
