import type { Duration } from '../duration';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/** Which changes a function hears of; all members have to hold. */
export interface ChangeFilter {
  /**
   * What happened.
   * @default - anything
   */
  readonly types?: readonly ('insert' | 'update' | 'delete')[];
  /**
   * Attributes of the item, after the change or for a deletion before it, that must have one of these values.
   * @default - any item
   */
  readonly where?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
}

/** A function that hears of the changes of a table, in order per key. */
export interface ChangeProcessorProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * How long one batch may take, in whole seconds; 900 at most.
   * @default minutes(1)
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 512
   */
  readonly memory?: number;
  /** The table: a `Table`, or one of the provider's library. */
  readonly table: P['table'];
  /**
   * Which changes the function hears of.
   * @default - all
   */
  readonly filter?: ChangeFilter;
  /**
   * Most changes a batch, 1 to 10000. A maximum, never a promise.
   * @default 100
   */
  readonly batchSize?: number;
  /**
   * How long a batch may be waited for until it is full. Whole seconds, 300 at most.
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
   * Changes older than this go to the failure queue untried, so that one bad change blocks nothing until it is lost.
   * @default hours(12)
   */
  readonly maxAge?: Duration;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['ChangeProcessor'];
}
