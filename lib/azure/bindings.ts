import type { BindingReference } from '../bundler/types';
import * as checks from '../constructs/binding-checks';
import { type Bindings, bindingModels, resolve } from '../constructs/bound';
import type { Problems } from '../errors';
import type { BindingModel } from '../model';
import { shippedModule } from '../shipped';
import { boundResource, type Grantee } from './bound';

/** Names that Azure Functions keeps. @see https://learn.microsoft.com/azure/azure-functions/functions-app-settings */
export const KEPT_NAME =
  /^(AzureWebJobs|FUNCTIONS_|WEBSITE_|APPLICATIONINSIGHTS_|APPINSIGHTS_|AZURE_CLIENT_ID$|TRADEWIND_)/;

const rules: checks.BindingRules = {
  name: /^[A-Za-z]\w*$/,
  kept: { names: KEPT_NAME, by: 'Azure Functions' },
  targets: 'a Bucket, a Table, a Queue, a Secret or an ApiFunction of tradewind/azure',
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
      file: shippedModule('azure', 'clients', kind),
      export: `${kind}Client`,
      options,
    })),
    grantTo(grantee) {
      for (const { name, resource, access } of resolved) resource.grant({ ...grantee, id: `May-${name}` }, access);
    },
    model: (functionPath) => bindingModels(resolved, functionPath),
  };
}
