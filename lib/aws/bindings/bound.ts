import type { IResource } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { GrantedResource, GrantPlace } from '../../constructs/bindings/bound-resource';

/** The role to grant access to. Its policy holds all grants, so that they add no resources. */
export interface Grantee extends GrantPlace {
  readonly role: IRole;
}

/** Description of a construct for bindings. */
export interface BoundResource extends GrantedResource<Grantee> {
  /** The construct of the CDK, which has an account and a region. */
  readonly construct: IResource;
}

/** Member of a construct that holds its description. */
export const bound = Symbol('bound');

/** A construct that can be bound to functions. */
export interface BoundConstruct {
  readonly [bound]: BoundResource;
}
