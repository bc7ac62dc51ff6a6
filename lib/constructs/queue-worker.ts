import type { Duration } from '../duration';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';
import type { StateRemovalPolicy } from './state';

/** Recognition of messages that are delivered more than once. */
export interface Idempotency {
  /**
   * Path of the idempotency key in the body of a message: member names separated by dots, such as `id` or
   * `order-item.2nd-id`. Any value is a key, including `0` and `false`. A message that has null, an empty string, list or
   * object there, or nothing, is not processed and goes to the dead-letter queue.
   */
  readonly key: string;
  /**
   * Time for which the record of a processed message is kept.
   * @default days(1)
   */
  readonly expireAfter?: Duration;
}

/** Props of a function that processes the messages of a queue. */
export interface QueueWorkerProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * Maximum duration of one batch, in whole seconds; at most 900 on AWS. The visibility timeout of messages is derived from it.
   * @default seconds(30)
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 512
   */
  readonly memory?: number;
  /**
   * Queue of the messages: a `Queue`, or one of the provider's library. A queue has at most one worker.
   * @default - a queue is created, with a dead-letter queue
   */
  readonly queue?: P['queue'];
  /**
   * Creates a queue that keeps the order of messages within each group.
   * @default false
   */
  readonly fifo?: boolean;
  /**
   * Maximum number of messages per batch. Batches can be smaller.
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * Maximum time to wait for a full batch, in whole seconds; at most 300 on AWS.
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
   * Processes each message once, even if it is delivered more than once: finished messages are recorded in a table, which
   * is created and granted. The handler then receives messages one by one.
   * @default - none: a message can be processed more than once
   */
  readonly idempotency?: Idempotency;
  /**
   * Removal policy of the created queue, its dead letters and the idempotency records when the worker is removed from the
   * app, or renamed.
   * @default 'retain'
   */
  readonly removalPolicy?: StateRemovalPolicy;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['QueueWorker'];
}
