import type { BindingReference } from '../bundler/types';
import { type BoundResource as Bound, boundUnder } from '../constructs/bindings/bound-resource';
import type { ProviderName } from '../runtime/types';

/** What a construct is to the functions that it is bound to. */
export interface BoundResource extends Omit<Bound, 'options'> {
  /** Where it is; functions elsewhere have no way to it. */
  readonly provider: ProviderName;
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
  return boundUnder(bound, target);
}
