import { boundUnder } from '../../constructs/bound';
import type { GrantedResource, GrantPlace } from '../../constructs/granted-bindings';

/** Who is let in, and where the resources that say so are made. */
export interface Grantee extends GrantPlace {
  /** `serviceAccount:…`. */
  readonly member: string;
}

/** What a construct is to the functions that it is bound to. */
export type BoundResource = GrantedResource<Grantee>;

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
