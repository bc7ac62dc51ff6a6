import type { Duration } from '../duration';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';
import type { StateRemovalPolicy } from './state';

/** How messages that come twice are told apart from new ones. */
export interface Idempotency {
  /**
   * Path of a message's identity in its body: names of members with dots between, such as `id` or `order-item.2nd-id`. Any
   * value is an identity, also `0` and `false`. A message that has null, an empty text, list or object there, or nothing,
   * is not worked on and ends as a dead letter.
   */
  readonly key: string;
  /**
   * How long a message is remembered.
   * @default days(1)
   */
  readonly expireAfter?: Duration;
}

/** A function that works on the messages of a queue. */
export interface QueueWorkerProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * How long one batch may take, in whole seconds; 900 at most. The visibility of messages is computed from it.
   * @default seconds(30)
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 512
   */
  readonly memory?: number;
  /**
   * The queue: a `Queue`, or one of the provider's library. One queue has one worker.
   * @default - a queue is made, with a dead-letter queue
   */
  readonly queue?: P['queue'];
  /**
   * Whether the queue that is made keeps the order of each group.
   * @default false
   */
  readonly fifo?: boolean;
  /**
   * Most messages a batch. A maximum, never a promise.
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * How long a batch may be waited for until it is full. Whole seconds, 300 at most.
   * @default seconds(0)
   */
  readonly batchWindow?: Duration;
  /**
   * Maximum number of batches that are processed at the same time. Reserves nothing.
   * @default 10
   */
  readonly maxConcurrency?: number;
  /**
   * Deliveries of a message, including the first, before it goes to the dead-letter queue. For the queue that the worker
   * creates.
   * @default 5
   */
  readonly maxAttempts?: number;
  /**
   * Does the work of each message once, though it may be delivered twice: what was done is remembered in a table that is
   * made, granted and wired. The handler then gets the messages one by one.
   * @default - none: a message may be worked on twice
   */
  readonly idempotency?: Idempotency;
  /**
   * Fate of the queue that is created, its dead letters and the records of idempotency when the worker is removed
   * from the app, or renamed.
   * @default 'retain'
   */
  readonly removalPolicy?: StateRemovalPolicy;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['QueueWorker'];
}
