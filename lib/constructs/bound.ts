import type { BindingModel } from '../app-model/model';
import type { Access } from '../runtime/env-of';
import { listBindings, type Restricted } from './bindings';

/** The prop `bindings`, as far as it is the same everywhere. */
export type Bindings = Readonly<Record<string, unknown | Restricted<unknown>>> | undefined;

/** What a construct is to the functions that it is bound to, as far as it is the same everywhere. */
export interface BoundResource {
  /** The client's file and export. */
  readonly kind: 'bucket' | 'table' | 'queue' | 'secret' | 'function' | 'invoke';
  /** What a user may ask for. */
  readonly allowed: readonly Access[];
  /** Path of the resource, in the app model. */
  readonly path: string;
  /** What the client is told, as JSON. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Of what is stored, any part may be asked for. */
export const STORED: readonly Access[] = ['read', 'write', 'readwrite'];

/** What `target` keeps under the key of its provider; nothing for what is no construct that can be bound there. */
export function boundUnder<Resource>(key: symbol, target: unknown): Resource | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  return (target as Record<symbol, Resource | undefined>)[key];
}

/** A binding, and what it leads to. */
export interface ResolvedBinding<Resource> {
  /** What the function calls it. */
  readonly name: string;
  readonly access: Access;
  /** Keys that may be written; all where it is absent. */
  readonly prefix?: string;
  readonly resource: Resource;
}

/** What the bindings of a function lead to. Those that lead nowhere are left out: the checks refuse them. */
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
export function clientOptions(options: BoundResource['options'], prefix: string | undefined): BoundResource['options'] {
  return prefix === undefined ? options : { ...options, writesUnder: prefix };
}

/** The edges of the app model. */
export function bindingModels(
  resolved: readonly ResolvedBinding<Pick<BoundResource, 'kind' | 'path'>>[],
  functionPath: string,
): BindingModel[] {
  return resolved.map(({ name, access, prefix, resource: { kind, path } }) => {
    return { name, target: path, access: effective(kind, access), prefix, function: functionPath };
  });
}

/** What a binding really allows, whatever it was asked for as. */
function effective(kind: BoundResource['kind'], access: Access): Access {
  if (kind === 'secret') return 'read';
  return kind === 'queue' || kind === 'function' || kind === 'invoke' ? 'write' : access;
}
