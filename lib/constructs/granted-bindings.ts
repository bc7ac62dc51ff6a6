import type { Construct } from 'constructs';
import type { BindingModel } from '../app-model/model';
import type { BindingReference } from '../bundler/types';
import type { Access } from '../runtime/env-of';
import { shippedModule } from '../shipped';
import { type Bindings, type BoundResource, bindingModels, clientOptions, resolve } from './bound';

/** Where the resources are made that let somebody in. */
export interface GrantPlace {
  readonly scope: Construct;
  /** Begins the ids of what is made. */
  readonly id: string;
}

/** What a construct is to functions on providers that give rights one by one; `Grantee` says who is let in. */
export interface GrantedResource<Grantee extends GrantPlace> extends BoundResource {
  /** The environment variable. */
  readonly value: string;
  /** Gives the least rights that the access asks for: to write, on keys that start with `prefix` where the provider can. */
  grant(grantee: Grantee, access: Access, prefix?: string): void;
}

/** What bindings add to a function. */
export interface BoundParts<Grantee extends GrantPlace> {
  readonly environment: Readonly<Record<string, string>>;
  readonly references: readonly BindingReference[];
  grantTo(grantee: Omit<Grantee, 'id'>): void;
  /** The edges of the app model. */
  model(functionPath: string): BindingModel[];
}

/** Resolves the bindings of a function, which were checked before. Clients are those of `provider`. */
export function resolveGranted<Grantee extends GrantPlace>(
  provider: 'azure' | 'google',
  bindings: Bindings,
  resourceOf: (target: unknown) => GrantedResource<Grantee> | undefined,
): BoundParts<Grantee> {
  const resolved = resolve(bindings, resourceOf);
  return {
    environment: Object.fromEntries(resolved.map(({ name, resource }) => [name, resource.value])),
    references: resolved.map(({ name, prefix, resource: { kind, options } }) => ({
      name,
      file: shippedModule(provider, 'clients', kind),
      export: `${kind}Client`,
      options: clientOptions(options, prefix),
    })),
    grantTo(grantee) {
      for (const { name, resource, access, prefix } of resolved)
        resource.grant({ ...grantee, id: `May-${name}` } as Grantee, access, prefix);
    },
    model: (functionPath) => bindingModels(resolved, functionPath),
  };
}
