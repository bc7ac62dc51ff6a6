/** Trigger of a function for the messages of a topic. @see https://vercel.com/docs/queues */
export interface QueueTrigger {
  /** The kind of trigger, of which the provider has only this one, in beta. */
  readonly type: 'queue/v2beta';
  /** Topic of the messages. */
  readonly topic: string;
  /** Under which name the service remembers what was worked on. */
  readonly consumer: string;
  /** Deliveries before the service drops a message, with or without dead letters; by default those of the service. */
  readonly maxDeliveries?: number;
  /** Seconds before a message comes again whose function has crashed. */
  readonly retryAfterSeconds?: number;
  /** Seconds before a message is delivered for the first time. */
  readonly initialDelaySeconds?: number;
  /** Most messages in work at the same time. */
  readonly maxConcurrency?: number;
}

/** Settings of a trigger that overrides can change; the construct depends on the others. */
export type TriggerOverrides = Partial<Omit<QueueTrigger, 'type' | 'topic' | 'consumer'>>;

/** Name of the consumer that a function is: its path, with what a name cannot have written otherwise. */
export function consumerName(functionName: string): string {
  return functionName.replaceAll('_', '__').replaceAll('/', '_S');
}
