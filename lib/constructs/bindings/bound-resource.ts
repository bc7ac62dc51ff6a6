import type { Construct } from 'constructs';
import type { BindingModel } from '../../app-model/model';
import type { BindingReference } from '../../bundler/types';
import type { Access } from '../../runtime/env-of';
import type { ClientReference } from '../../shipped';
import { listBindings, type Restricted } from './access';

/** The prop `bindings`, with the members that are the same on every provider. */
export type Bindings = Readonly<Record<string, unknown | Restricted<unknown>>> | undefined;

/** Provider-neutral description of a resource that functions can be bound to. */
export interface BoundResource {
  /** The client's file and export. */
  readonly kind: 'bucket' | 'table' | 'queue' | 'secret' | 'function' | 'invoke';
  /** Access that a binding can request. */
  readonly allowed: readonly Access[];
  /** Path of the resource, in the app model. */
  readonly path: string;
  /** Options of the client, serialized as JSON. */
  readonly options?: object;
}

/** Scope and id of the resources that grant access. */
export interface GrantPlace {
  readonly scope: Construct;
  /** Prefix of the ids of these resources. */
  readonly id: string;
}

/** A resource of a provider that grants each access separately; `Grantee` holds the principal. */
export interface GrantedResource<Grantee extends GrantPlace> extends BoundResource {
  /** The environment variable. */
  readonly value: string;
  /** Grants the least permissions for the access: to write, on keys that start with `prefix` where the provider can. */
  grant(grantee: Grantee, access: Access, prefix?: string): void;
}

/** Access of a binding to stored state, which can be restricted to either half. */
export const STORED: readonly Access[] = ['read', 'write', 'readwrite'];

/** The description that `target` keeps under its provider's symbol; undefined for a target that cannot be bound there. */
export function boundUnder<Resource>(key: symbol, target: unknown): Resource | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  return (target as Record<symbol, Resource | undefined>)[key];
}

/** A binding, and the resource that it leads to. */
export interface ResolvedBinding<Resource> {
  /** Name of the binding in `env`. */
  readonly name: string;
  readonly access: Access;
  /** Prefix of the keys that may be written; all keys if undefined. */
  readonly prefix?: string;
  readonly resource: Resource;
}

/** The resources that bindings lead to. Bindings without a resource are omitted: the checks refuse them. */
export function resolve<Resource>(
  bindings: Bindings,
  resourceOf: (target: unknown) => Resource | undefined,
): ResolvedBinding<Resource>[] {
  return listBindings(bindings).flatMap(({ name, target, access, prefix }) => {
    const resource = resourceOf(target);
    return resource === undefined ? [] : [{ name, access, prefix, resource }];
  });
}

/** Options of a binding's client: those of its resource, and the prefix of the keys that it may write. */
export function clientOptions(options: object | undefined, prefix: string | undefined): object | undefined {
  return prefix === undefined ? options : { ...options, writesUnder: prefix };
}

/** Edges of the app model. */
export function bindingModels(
  resolved: readonly ResolvedBinding<Pick<BoundResource, 'kind' | 'path' | 'options'>>[],
  functionPath: string,
): BindingModel[] {
  return resolved.map(({ name, access, prefix, resource: { kind, path, options } }) => {
    const client = { kind, ...(options && { options }) };
    return { name, target: path, access: effective(kind, access), prefix, function: functionPath, client };
  });
}

/** The access that a binding has in effect: a secret is only read, a queue and a function are only sent to. */
function effective(kind: BoundResource['kind'], access: Access): Access {
  if (kind === 'secret') return 'read';
  return kind === 'queue' || kind === 'function' || kind === 'invoke' ? 'write' : access;
}

/** The parts that bindings add to a function. */
export interface BoundParts<Grantee extends GrantPlace> {
  readonly environment: Readonly<Record<string, string>>;
  readonly references: readonly BindingReference[];
  grantTo(grantee: Omit<Grantee, 'id'>): void;
  /** Edges of the app model. */
  model(functionPath: string): BindingModel[];
}

/** Resolves the bindings of a function, which were checked before. `clientReference` names the provider's clients. */
export function resolveGranted<Grantee extends GrantPlace>(
  clientReference: (kind: BoundResource['kind'], options: object | undefined) => ClientReference,
  bindings: Bindings,
  resourceOf: (target: unknown) => GrantedResource<Grantee> | undefined,
): BoundParts<Grantee> {
  const resolved = resolve(bindings, resourceOf);
  return {
    environment: Object.fromEntries(resolved.map(({ name, resource }) => [name, resource.value])),
    references: resolved.map(({ name, prefix, resource: { kind, options } }) => ({
      name,
      ...clientReference(kind, clientOptions(options, prefix)),
    })),
    grantTo(grantee) {
      for (const { name, resource, access, prefix } of resolved)
        resource.grant({ ...grantee, id: `May-${name}` } as Grantee, access, prefix);
    },
    model: (functionPath) => bindingModels(resolved, functionPath),
  };
}
