import type { BindingReference } from '../bundler/types';
import * as checks from '../constructs/binding-checks';
import { type Bindings, bindingModels, resolve } from '../constructs/bound';
import type { Problems } from '../errors';
import type { BindingModel } from '../model';
import { shippedModule } from '../shipped';
import { boundResource, type Grantee } from './bound';

/** Names that Cloud Run keeps. @see https://cloud.google.com/run/docs/container-contract */
export const KEPT_NAME = /^(X_GOOGLE_|K_|PORT$|FUNCTION_|TRADEWIND_)/;

const rules: checks.BindingRules = {
  name: /^[A-Za-z]\w*$/,
  kept: { names: KEPT_NAME, by: 'Cloud Run' },
  targets: 'a Bucket, a Table, a Queue, a Secret or an ApiFunction of tradewind/google',
  resourceOf: boundResource,
};

/** Checks the bindings of a function. */
export function checkBindings(problems: Problems, bindings: Bindings, environment?: object): void {
  checks.checkBindings(problems, { bindings, environment }, rules);
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
  const resolved = resolve(bindings, boundResource);
  return {
    environment: Object.fromEntries(resolved.map(({ name, resource }) => [name, resource.value])),
    references: resolved.map(({ name, resource: { kind, options } }) => ({
      name,
      file: shippedModule('google', 'clients', kind),
      export: `${kind}Client`,
      options,
    })),
    grantTo(grantee) {
      for (const { name, resource, access } of resolved) resource.grant({ ...grantee, id: `May-${name}` }, access);
    },
    model: (functionPath) => bindingModels(resolved, functionPath),
  };
}
