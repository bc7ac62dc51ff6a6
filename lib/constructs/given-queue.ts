import type { Problems } from '../errors';
import type { ProviderName } from '../runtime/types';

/** A queue that a worker was given, and what it is to the provider. */
export interface GivenQueue {
  readonly provider: ProviderName;
  /** What the user gave as the queue. */
  readonly queue: unknown;
  /** Whether that is a `Queue` of the provider. */
  readonly isQueue: boolean;
  /** Path of the worker that has it already. */
  readonly consumer: string | undefined;
  /** Why there is no second worker, as the rule goes on. */
  readonly why?: string;
}

/**
 * Checks the queue that a worker was given: that it is one, that nobody works on it, and that the worker was not given what
 * is a property of the queue, too.
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
      rule: 'is a property of the queue, and the queue was given',
      fix: 'set it where the queue is made',
    });
  }
  problems.require(isQueue, {
    code: 'QUEUE_GIVEN',
    prop: 'queue',
    rule: `is no Queue of tradewind/${provider}`,
    fix: 'give one, or leave it out',
  });
  problems.require(consumer === undefined, {
    code: 'QUEUE_TAKEN',
    prop: 'queue',
    value: consumer,
    rule: `works on the queue already, ${why}`,
    fix: 'send to a queue for each worker',
  });
}
