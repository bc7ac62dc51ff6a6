import type { Duration } from '../duration';
import type { StateTypes } from './provider';

/**
 * Removal policy of state whose construct is removed from the app: `'retain'` keeps it, `'destroy'` deletes it with its
 * contents.
 */
export type StateRemovalPolicy = 'retain' | 'destroy';

/** Props of a private bucket of objects. */
export interface BucketProps<P extends StateTypes = StateTypes> {
  /**
   * Keeps overwritten and deleted objects for 30 days, so that they can be restored.
   * @default true
   */
  readonly versioned?: boolean;
  /**
   * Age at which objects are deleted, in whole days.
   * @default - never
   */
  readonly expireAfter?: Duration;
  /**
   * Removal policy of the objects when the bucket is removed from the app. Where the provider requires it, `'destroy'` deletes a
   * bucket only if it is empty.
   * @default 'retain'
   */
  readonly removalPolicy?: StateRemovalPolicy;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['Bucket'];
}

/** Attribute of a key: its name for text, or its name and type. */
export type KeyAttribute = string | { readonly name: string; readonly type: 'string' | 'number' };

/** Keys of a secondary index. */
export interface TableIndex {
  /** Attribute whose value a query names. An item without it is not in the index. */
  readonly partitionKey: KeyAttribute;
  /**
   * Attribute that orders items of equal partition key. Its values need not be unique. An item without it is not in the index.
   * @default - none: no order
   */
  readonly sortKey?: KeyAttribute;
}

/** Props of a table of items, billed by use. */
export interface TableProps<P extends StateTypes = StateTypes> {
  /** Attribute that identifies an item or, with a sort key, its partition. */
  readonly partitionKey: KeyAttribute;
  /**
   * Attribute that identifies and orders the items of a partition.
   * @default - none: one item per partition
   */
  readonly sortKey?: KeyAttribute;
  /**
   * Secondary indexes by name, at most 20: `env.TABLE.query({ index: 'byStatus', partition: 'open' })`. An index is updated
   * shortly after the item. Its attributes must have the declared type, and text must not be empty: `put` refuses others.
   * @default - none: only the keys of the table find items
   */
  readonly indexes?: Readonly<Record<string, TableIndex>>;
  /**
   * Attribute with the Unix time in seconds at which an item expires. The provider deletes it some time later.
   * @default - items do not expire
   */
  readonly timeToLive?: string;
  /**
   * Removal policy of the items when the table is removed from the app.
   * @default 'retain'
   */
  readonly removalPolicy?: StateRemovalPolicy;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['Table'];
}

/** Props of a queue of messages with a dead-letter queue. */
export interface QueueProps<P extends StateTypes = StateTypes> {
  /**
   * Delivers the messages of each group in order, and drops duplicates within five minutes.
   * @default false
   */
  readonly fifo?: boolean;
  /**
   * Time for which an undelivered message is kept.
   * @default days(4)
   */
  readonly retention?: Duration;
  /**
   * Deliveries of a message, including the first, before it goes to the dead-letter queue; 1 to 1000 on AWS.
   * @default 5
   */
  readonly maxAttempts?: number;
  /**
   * Removal policy of the messages and the dead letters when the queue is removed from the app, or renamed.
   * @default 'retain'
   */
  readonly removalPolicy?: StateRemovalPolicy;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['Queue'];
}

/** Props of a secret. The output never contains its value: the provider generates it, or you set it there. */
export interface SecretProps<P extends StateTypes = StateTypes> {
  /**
   * Description that the provider shows.
   * @default - the construct path
   */
  readonly description?: string;
  /**
   * Removal policy of the value when the secret is removed from the app.
   * @default 'retain'
   */
  readonly removalPolicy?: StateRemovalPolicy;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['Secret'];
}
