/** A message in a queue. */
export interface Message {
  readonly id: string;
  /** The body, encoded by the client. */
  readonly text: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly sent: number;
  /** Place in the order of arrival. */
  readonly order: number;
  readonly group?: string;
  /** Deliveries so far. */
  readonly attempts: number;
  /** When it can be delivered, in milliseconds since 1970. */
  readonly visible: number;
}

/** A message that was given up. */
export interface DeadMessage {
  readonly message: Message;
  /** Message of the last failure. */
  readonly reason: string;
  /** When it was given up, in milliseconds since 1970. */
  readonly time: number;
}

/** Settings of a queue. */
export interface QueueSettings {
  readonly fifo: boolean;
  /** Deliveries after which a message is given up; none for a queue without dead letters. */
  readonly maxAttempts?: number;
  /** Seconds for which a message is kept. */
  readonly retentionSeconds: number;
  /** Seconds for which two messages of the same id count as one, in a FIFO queue. */
  readonly deduplicationSeconds: number;
}
