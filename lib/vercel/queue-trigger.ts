/** What wakes a function by the messages of a topic. @see https://vercel.com/docs/queues */
export interface QueueTrigger {
  /** The kind of trigger, of which the provider has only this one, in beta. */
  readonly type: 'queue/v2beta';
  /** Where messages come from. */
  readonly topic: string;
  /** Under which name the service remembers what was worked on. */
  readonly consumer: string;
  /** How often the service delivers a message before it drops it, dead letters or not; without, as it does by default. */
  readonly maxDeliveries?: number;
  /** Seconds before a message comes again whose function has crashed. */
  readonly retryAfterSeconds?: number;
  /** Seconds before a message is delivered for the first time. */
  readonly initialDelaySeconds?: number;
  /** Most messages in work at the same time. */
  readonly maxConcurrency?: number;
}

/** What a user may say of a trigger: who sets the rest breaks the construct. */
export type TriggerOverrides = Partial<Omit<QueueTrigger, 'type' | 'topic' | 'consumer'>>;

/** Name of the consumer that a function is: its path, with what a name cannot have written otherwise. */
export function consumerName(functionName: string): string {
  return functionName.replaceAll('_', '__').replaceAll('/', '_S');
}
