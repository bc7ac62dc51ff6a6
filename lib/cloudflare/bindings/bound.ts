import type { WorkersScriptBindings } from '@cdktf/provider-cloudflare/lib/workers-script';
import { type BoundResource as Bound, boundUnder } from '../../constructs/bindings/bound-resource';

/** What a construct is to the workers that it is bound to. */
export interface BoundResource extends Bound {
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
  return boundUnder(bound, target);
}
