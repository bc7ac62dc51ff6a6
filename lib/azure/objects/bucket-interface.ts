import type { IConstruct } from 'constructs';
import type { BucketClient, BucketReader, BucketWriter } from '../../runtime/clients';
import type { Bindable } from '../../runtime/env-of';
import type { BoundConstruct } from '../bindings/bound';

/** Bucket that functions can be bound to and processors receive events of, created by this app or imported. */
export interface IBucket extends IConstruct, Bindable<BucketClient, BucketReader, BucketWriter>, BoundConstruct {
  /** Id of the storage account. */
  readonly accountId: string;
  /** Name of the container in it. */
  readonly containerName: string;
}

/** A container that was created elsewhere, in the subscription of the stack. */
export interface ContainerAttributes {
  /** Name of the storage account. */
  readonly accountName: string;
  /** Resource group of the account. */
  readonly resourceGroupName: string;
  /** Name of the container. */
  readonly containerName: string;
  /**
   * Region of the account.
   * @default - that of the stack
   */
  readonly location?: string;
  /**
   * The Event Grid system topic of the account, if it has one; an account has at most one. It needs a system-assigned identity.
   * @default - one is created for the first processor of the bucket
   * @see https://learn.microsoft.com/azure/event-grid/system-topics
   */
  readonly systemTopic?: { readonly name: string; readonly resourceGroupName: string };
}
