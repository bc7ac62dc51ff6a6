/** Trigger of a function for the messages of a topic. @see https://vercel.com/docs/queues */
export interface QueueTrigger {
  /** The kind of trigger, the only one of the provider, in beta. */
  readonly type: 'queue/v2beta';
  /** Topic of the messages. */
  readonly topic: string;
  /** Consumer under which the service records processed messages. */
  readonly consumer: string;
  /** Deliveries before the service drops a message, with or without dead letters; by default those of the service. */
  readonly maxDeliveries?: number;
  /** Seconds before a message is delivered again after a crash of the function. */
  readonly retryAfterSeconds?: number;
  /** Seconds before a message is delivered for the first time. */
  readonly initialDelaySeconds?: number;
  /** Maximum number of messages in progress at the same time. */
  readonly maxConcurrency?: number;
}

/** Settings of a trigger that overrides can change; the construct depends on the others. */
export type TriggerOverrides = Partial<Omit<QueueTrigger, 'type' | 'topic' | 'consumer'>>;

/** Name of a function as a consumer: its path, with invalid characters encoded. */
export function consumerName(functionName: string): string {
  return functionName.replaceAll('_', '__').replaceAll('/', '_S');
}
