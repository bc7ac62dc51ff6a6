import { boundUnder, type GrantedResource, type GrantPlace } from '../../constructs/bindings/bound-resource';

/** The principal to grant access to, and the scope for its IAM resources. */
export interface Grantee extends GrantPlace {
  /** Object id of the identity in Entra. */
  readonly principalId: string;
}

/** Description of a construct for the functions that it is bound to. */
export type BoundResource = GrantedResource<Grantee>;

/** Member under which constructs keep their description. */
export const bound = Symbol('bound');

/** A construct that can be bound to functions. */
export interface BoundConstruct {
  readonly [bound]: BoundResource;
}

/** The description of a construct for functions; undefined for a target that cannot be bound. */
export function boundResource(target: unknown): BoundResource | undefined {
  return boundUnder(bound, target);
}
