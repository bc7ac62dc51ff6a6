import type { Problems } from '../errors';
import type { ProviderName } from '../runtime/types';

/** A queue that was passed to a worker, as the provider sees it. */
export interface GivenQueue {
  readonly provider: ProviderName;
  /** Value of the prop `queue`. */
  readonly queue: unknown;
  /** True if the value is a `Queue` of the provider. */
  readonly isQueue: boolean;
  /** Path of the worker that already consumes it. */
  readonly consumer: string | undefined;
  /** Reason against a second worker, which ends the rule. */
  readonly why?: string;
}

/**
 * Checks that a worker's queue is a queue of the provider, that it has no other worker, and that the worker sets no property
 * of the queue.
 */
export function checkGivenQueue(
  problems: Problems,
  { provider, queue, isQueue, consumer, why = 'and each message is for one worker' }: GivenQueue,
  properties: Readonly<Record<string, unknown>>,
): void {
  if (queue === undefined) return;
  for (const [prop, value] of Object.entries(properties)) {
    problems.require(value === undefined, {
      code: 'QUEUE_GIVEN',
      prop,
      value,
      rule: 'is a property of the queue, which was created elsewhere',
      fix: 'set it on the queue',
    });
  }
  problems.require(isQueue, {
    code: 'QUEUE_GIVEN',
    prop: 'queue',
    rule: `is not a Queue of tradewind/${provider}`,
    fix: 'give one, or omit the prop',
  });
  problems.require(consumer === undefined, {
    code: 'QUEUE_TAKEN',
    prop: 'queue',
    value: consumer,
    rule: `already consumes the queue, ${why}`,
    fix: 'create a queue for each worker',
  });
}
