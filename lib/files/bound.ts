import type { BindingReference } from '../bundler/types';
import type { Access } from '../runtime/env-of';
import type { ProviderName } from '../runtime/types';

/** What a construct is to the functions that it is bound to. */
export interface BoundResource {
  /** Where it is; functions elsewhere have no way to it. */
  readonly provider: ProviderName;
  readonly kind: 'bucket' | 'queue' | 'secret' | 'function';
  /** What a user may ask for. */
  readonly allowed: readonly Access[];
  /** Path of the resource, in the app model. */
  readonly path: string;
  /** The client's file and export, and what it is told. */
  readonly client: Omit<BindingReference, 'name'>;
}

/** Under which constructs keep what they are to functions. */
export const bound = Symbol('bound');

/** A construct that can be bound to functions. */
export interface BoundConstruct {
  readonly [bound]: BoundResource;
}

/** What a construct is to functions; nothing for what cannot be bound. */
export function boundResource(target: unknown): BoundResource | undefined {
  if (typeof target !== 'object' || target === null || !(bound in target)) return undefined;
  return (target as BoundConstruct)[bound];
}

/** Of what is stored, any part may be asked for. */
export const STORED: readonly Access[] = ['read', 'write', 'readwrite'];
