import type { BindingReference } from '../bundler/types';
import { type Access, listBindings, type NamedBinding, type Restricted } from '../constructs/bindings';
import type { Problems } from '../errors';
import type { BindingModel } from '../model';
import { shippedModule } from '../shipped';
import { type BoundResource, boundResource, type Grantee } from './bound';

/** The prop `bindings` on Azure. */
export type Bindings = Readonly<Record<string, unknown | Restricted<unknown>>> | undefined;

/** Names that Azure Functions keeps. @see https://learn.microsoft.com/azure/azure-functions/functions-app-settings */
export const KEPT_NAME =
  /^(AzureWebJobs|FUNCTIONS_|WEBSITE_|APPLICATIONINSIGHTS_|APPINSIGHTS_|AZURE_CLIENT_ID$|TRADEWIND_)/;

/** Checks the names and the targets of a function's bindings, and that no environment variable has such a name. */
export function checkBindings(problems: Problems, bindings: Bindings, environment: object = {}): void {
  for (const binding of listBindings(bindings)) {
    const prop = `bindings.${binding.name}`;
    problems.require(/^[A-Za-z]\w*$/.test(binding.name) && !KEPT_NAME.test(binding.name), {
      code: 'BINDING_NAME',
      prop,
      rule: 'is no name for an environment variable of a user: a letter, then letters, digits and underscores, and none that Azure Functions or tradewind keeps',
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
    const rule = 'is nothing that a function can be given a client of';
    const fix = 'give a Bucket, a Table, a Queue, a Secret or an ApiFunction of tradewind/azure';
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

/** What bindings add to a function. */
export interface BoundParts {
  readonly environment: Readonly<Record<string, string>>;
  readonly references: readonly BindingReference[];
  grantTo(grantee: Omit<Grantee, 'id'>): void;
  /** The edges of the app model. */
  model(functionPath: string): BindingModel[];
}

/** Resolves the bindings of a function, which were checked before. */
export function resolveBindings(bindings: Bindings): BoundParts {
  const resolved = listBindings(bindings).map(({ name, target, access }) => {
    return { name, access, resource: boundResource(target)! };
  });
  return {
    environment: Object.fromEntries(resolved.map(({ name, resource }) => [name, resource.value])),
    references: resolved.map(({ name, resource: { kind, options } }) => ({
      name,
      file: shippedModule('azure', 'clients', kind),
      export: `${kind}Client`,
      options,
    })),
    grantTo(grantee) {
      for (const { name, resource, access } of resolved) resource.grant({ ...grantee, id: `May-${name}` }, access);
    },
    model: (path) =>
      resolved.map(({ name, access, resource }) => {
        return { name, target: resource.path, access: effective(resource, access), function: path };
      }),
  };
}

/** What a binding really allows, whatever it was asked for as. */
function effective({ kind }: BoundResource, access: Access): Access {
  if (kind === 'secret') return 'read';
  return kind === 'queue' || kind === 'function' ? 'write' : access;
}
