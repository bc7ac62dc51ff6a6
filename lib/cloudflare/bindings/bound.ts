import type { WorkersScriptBindings } from '@cdktf/provider-cloudflare/lib/workers-script';
import { type BoundResource as Bound, boundUnder } from '../../constructs/bindings/bound-resource';
import type { VariableSecretOptions } from '../../runtime/variable-secret';

/** Kind of a binding, with the options of its client. */
type Client =
  | { readonly kind: Exclude<Bound['kind'], 'secret'>; readonly options?: object }
  | { readonly kind: 'secret'; readonly options: VariableSecretOptions };

/** Description of a construct that workers can be bound to. */
export type BoundResource = Omit<Bound, keyof Client> &
  Client & {
    /** Bindings of the script, under the name of the binding. Called again after each call of `changed`. */
    bindings(name: string): readonly WorkersScriptBindings[];
    /** Registers a function to call when `bindings` returns more than before. */
    onChange?(changed: () => void): void;
  };

/** Member under which constructs keep their description. */
export const bound = Symbol('bound');

/** A construct that can be bound to workers. */
export interface BoundConstruct {
  readonly [bound]: BoundResource;
}

/** Description of a construct for bindings; undefined if it cannot be bound. */
export function boundResource(target: unknown): BoundResource | undefined {
  return boundUnder(bound, target);
}
