import type { Construct } from 'constructs';
import { type BoundResource as Bound, boundUnder } from '../constructs/bound';
import type { Access } from '../runtime/env-of';

/** Who is let in, and where the resources that say so are made. */
export interface Grantee {
  readonly scope: Construct;
  /** Begins the ids of what is made. */
  readonly id: string;
  /** Id of the identity, as Entra knows it. */
  readonly principalId: string;
}

/** What a construct is to the functions that it is bound to. */
export interface BoundResource extends Bound {
  /** The environment variable. */
  readonly value: string;
  /** Gives the least rights that the access asks for. */
  grant(grantee: Grantee, access: Access): void;
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
