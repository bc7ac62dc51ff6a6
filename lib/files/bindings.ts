import type { BindingReference } from '../bundler/types';
import { type Access, listBindings, type NamedBinding, type Restricted } from '../constructs/bindings';
import type { Problems } from '../errors';
import type { BindingModel } from '../model';
import type { ProviderName } from '../runtime/types';
import { type BoundResource, boundResource } from './bound';

/** The prop `bindings`. */
export type Bindings = Readonly<Record<string, unknown | Restricted<unknown>>> | undefined;

/** Checks the names and the targets of a function's bindings, and that no environment variable has such a name. */
export function checkBindings(
  problems: Problems,
  provider: ProviderName,
  { bindings, environment = {} }: { readonly bindings?: Bindings; readonly environment?: object },
): void {
  for (const binding of listBindings(bindings)) {
    const prop = `bindings.${binding.name}`;
    problems.require(/^[A-Za-z]\w*$/.test(binding.name) && !(binding.name in environment), {
      code: 'BINDING_NAME',
      prop,
      rule: 'is no name that a member of env can have, or that of an environment variable, and one would hide the other',
      fix: 'rename it: a letter, then letters, digits and underscores',
    });
    checkAccess(problems, provider, prop, binding);
  }
}

/** What functions do with what is bound to them. */
const USE = {
  bucket: 'read and written',
  queue: 'only sent to',
  secret: 'only read',
  function: 'only called',
} as const;

function checkAccess(
  problems: Problems,
  provider: ProviderName,
  prop: string,
  { target, access }: NamedBinding<unknown>,
): void {
  const resource = boundResource(target);
  if (resource?.provider !== provider) {
    const rule = `cannot be bound on ${provider}: functions are given its buckets, queues, secrets and the address of each other`;
    const fix = `bind a Bucket, a Queue, a Secret or an ApiFunction of tradewind/${provider}, and use the SDK of the provider for the rest`;
    problems.add({ code: 'BINDING_TARGET', prop, rule, fix });
    return;
  }
  problems.require(resource.allowed.includes(access), {
    code: 'BINDING_ACCESS',
    prop,
    value: access,
    rule: `is not to be had: a ${resource.kind} is ${USE[resource.kind]} by those that it is bound to`,
    fix: 'bind it as it is, without readOnly or writeOnly',
  });
}

/** The clients of a function's bindings, which were checked before. */
export function bindingReferences(bindings: Bindings): BindingReference[] {
  return resolved(bindings).map(({ name, resource }) => ({ name, ...resource.client }));
}

/** The edges of the app model. */
export function bindingModels(bindings: Bindings, functionPath: string): BindingModel[] {
  return resolved(bindings).map(({ name, access, resource }) => {
    return { name, target: resource.path, access: effective(resource, access), function: functionPath };
  });
}

/** What a binding really allows, whatever it was asked for as. */
function effective({ kind }: BoundResource, access: Access): Access {
  if (kind === 'secret') return 'read';
  return kind === 'bucket' ? access : 'write';
}

function resolved(bindings: Bindings) {
  return listBindings(bindings).flatMap(({ name, target, access }) => {
    const resource = boundResource(target);
    return resource === undefined ? [] : [{ name, access, resource }];
  });
}
