import type { BindingReference } from '../bundler/types';
import { type BoundResource as Bound, boundUnder } from '../constructs/bindings/bound-resource';
import type { ProviderName } from '../runtime/types';

/** Description of a construct for bindings. */
export interface BoundResource extends Omit<Bound, 'options'> {
  /** Provider of the construct; functions of other providers cannot reach it. */
  readonly provider: ProviderName;
  /** File, export and options of the client. */
  readonly client: Omit<BindingReference, 'name'>;
}

/** Member under which constructs keep their description. */
export const bound = Symbol('bound');

/** A construct that can be bound to functions. */
export interface BoundConstruct {
  readonly [bound]: BoundResource;
}

/** Description of a construct for bindings; undefined if it cannot be bound. */
export function boundResource(target: unknown): BoundResource | undefined {
  return boundUnder(bound, target);
}
