import type { BindingReference } from '../bundler/types';
import { listBindings, type Restricted } from '../constructs/bindings';
import type { Problems } from '../errors';
import type { BindingModel } from '../model';
import type { ProviderName } from '../runtime/types';
import { shippedModule } from '../shipped';
import { VariableSecret } from './variable-secret';

/** The prop `bindings`. */
export type Bindings = Readonly<Record<string, unknown | Restricted<unknown>>> | undefined;

/** Checks the names and the targets of a function's bindings, and that no environment variable has such a name. */
export function checkBindings(
  problems: Problems,
  provider: ProviderName,
  { bindings, environment = {} }: { readonly bindings?: Bindings; readonly environment?: object },
): void {
  for (const { name, target, access } of listBindings(bindings)) {
    const prop = `bindings.${name}`;
    problems.require(/^[A-Za-z]\w*$/.test(name) && !(name in environment), {
      code: 'BINDING_NAME',
      prop,
      rule: 'is no name that a member of env can have, or that of an environment variable, and one would hide the other',
      fix: 'rename it: a letter, then letters, digits and underscores',
    });
    problems.require(target instanceof VariableSecret, {
      code: 'BINDING_TARGET',
      prop,
      rule: `cannot be bound on ${provider}: functions are given secrets, and reach each other by the public address alone`,
      fix: 'bind a Secret of this app, and use the SDK of the provider for the rest',
    });
    problems.require(access !== 'write', {
      code: 'BINDING_ACCESS',
      prop,
      value: access,
      rule: 'is not to be had: a secret is only read by those that it is bound to',
      fix: 'bind it as it is, without writeOnly',
    });
  }
}

/** The clients of a function's bindings, which were checked before. */
export function bindingReferences(bindings: Bindings): BindingReference[] {
  return secretsOf(bindings).map(({ name, target }) => ({
    name,
    file: shippedModule('runtime', 'variable-secret'),
    export: 'secretClient',
    options: { variable: target.variable },
  }));
}

/** The edges of the app model. */
export function bindingModels(bindings: Bindings, functionPath: string): BindingModel[] {
  return secretsOf(bindings).map(({ name, target }) => {
    return { name, target: target.node.path, access: 'read', function: functionPath };
  });
}

function secretsOf(bindings: Bindings) {
  return listBindings(bindings).flatMap(({ name, target }) =>
    target instanceof VariableSecret ? [{ name, target }] : [],
  );
}
