import type { Duration } from '../duration';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/** Filter of the changes that trigger a function. A change must match all members. */
export interface ChangeFilter {
  /**
   * Types of changes.
   * @default - all types
   */
  readonly types?: readonly ('insert' | 'update' | 'delete')[];
  /**
   * Attributes that must have one of these values: after the change, or before it for a deletion.
   * @default - all items
   */
  readonly where?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
}

/** Props of a function that processes the changes of a table, in order per key. */
export interface ChangeProcessorProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * Maximum duration of one batch, in whole seconds; at most 900 on AWS.
   * @default minutes(1)
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 512
   */
  readonly memory?: number;
  /** Table whose changes are processed: a `Table`, or one of the provider's library. */
  readonly table: P['table'];
  /**
   * Filter of the changes that trigger the function.
   * @default - all changes
   */
  readonly filter?: ChangeFilter;
  /**
   * Maximum number of changes per batch; 1 to 10,000 on AWS. Batches can be smaller.
   * @default 100
   */
  readonly batchSize?: number;
  /**
   * Maximum time to wait for a full batch, in whole seconds; at most 300 on AWS.
   * @default seconds(1)
   */
  readonly batchWindow?: Duration;
  /**
   * Maximum number of batches of one shard that are processed at the same time, 1 to 10. The order per key is kept.
   * @default 1
   */
  readonly maxConcurrencyPerShard?: number;
  /**
   * Deliveries of a batch after the first fails, before the batch is halved and the changes that fail go to the failure
   * queue.
   * @default 5
   */
  readonly retries?: number;
  /**
   * Maximum age of a change. Older ones go to the failure queue without an attempt, so that one bad change does not block the
   * shard until its records expire.
   * @default hours(12)
   */
  readonly maxAge?: Duration;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['ChangeProcessor'];
}
