import type { WorkersScriptBindings } from '@cdktf/provider-cloudflare/lib/workers-script';
import type { Access } from '../runtime/env-of';

/** What a construct is to the workers that it is bound to. */
export interface BoundResource {
  /** The client's file and export. */
  readonly kind: 'bucket' | 'table' | 'queue' | 'secret' | 'function';
  /** What a user may ask for. */
  readonly allowed: readonly Access[];
  /** Path of the resource, in the app model. */
  readonly path: string;
  /** What the client is told, as JSON. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What the script is given, under the name of the binding. Asked again whenever `changed` was called. */
  bindings(name: string): readonly WorkersScriptBindings[];
  /** Hears when there is more to give than before. */
  onChange?(changed: () => void): void;
}

/** Under which constructs keep what they are to workers. */
export const bound = Symbol('bound');

/** A construct that can be bound to workers. */
export interface BoundConstruct {
  readonly [bound]: BoundResource;
}

/** What a construct is to workers; nothing for what cannot be bound. */
export function boundResource(target: unknown): BoundResource | undefined {
  if (typeof target !== 'object' || target === null || !(bound in target)) return undefined;
  return (target as BoundConstruct)[bound];
}

/** Of what is stored, any part may be asked for. */
export const STORED: readonly Access[] = ['read', 'write', 'readwrite'];
