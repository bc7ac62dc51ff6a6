import type { Access, Restricted } from '../../runtime/env-of';

export type { Access, Restricted };

/** Binds `target` so that the function can read it and nothing else. */
export function readOnly<Target>(target: Target): Restricted<Target, 'read'> {
  return { target, access: 'read' };
}

/** Limits of a binding that writes. */
export interface WriteOnlyOptions {
  /**
   * Prefix of the keys of a bucket that the function may write and delete, such as `out/`. The client throws a TypeError
   * for other keys. On AWS and Google Cloud, permissions also deny them; on the other providers, `raw` and native handlers
   * reach the whole bucket.
   * @default - all keys
   */
  readonly prefix?: string;
}

/**
 * Binds `target` so that the function can write to it and nothing else. A function that receives the uploads below one
 * prefix of a bucket may write below another prefix of the same bucket.
 *
 * @example
 * bindings: { OUT: writeOnly(files, { prefix: 'out/' }) }
 */
export function writeOnly<Target>(target: Target, { prefix }: WriteOnlyOptions = {}): Restricted<Target, 'write'> {
  return { target, access: 'write', prefix };
}

/** A binding with its name. */
export interface NamedBinding<Target> extends Restricted<Target> {
  /** Name of the binding in `env`. */
  readonly name: string;
}

/** Lists the bindings of a function with the access of each, which is full unless it is restricted. */
export function listBindings<Target>(
  bindings: Readonly<Record<string, Target | Restricted<Target>>> | undefined,
): NamedBinding<Target>[] {
  return Object.entries(bindings ?? {}).map(([name, binding]) =>
    isRestricted<Target>(binding) ? { name, ...binding } : { name, target: binding, access: 'readwrite' },
  );
}

function isRestricted<Target>(binding: Target | Restricted<Target>): binding is Restricted<Target> {
  return typeof binding === 'object' && binding !== null && 'target' in binding && 'access' in binding;
}
