import type { Delivery } from '../../runtime/batches.js';
import { decodeMessage } from '../../runtime/message-text.js';

/** A batch of a queue. @see https://developers.cloudflare.com/queues/configuration/javascript-apis/ */
export interface MessageBatch {
  readonly queue: string;
  readonly messages: readonly Message[];
}

/** A message of a queue. */
export interface Message {
  readonly id: string;
  readonly timestamp: Date;
  readonly attempts: number;
  readonly body: unknown;
  ack(): void;
  retry(options?: { readonly delaySeconds?: number }): void;
}

/** Converts a message for the handler. Cloudflare has already parsed bodies sent as JSON. */
export function toDelivery({ id, body, attempts, timestamp }: Message): Delivery {
  return {
    id,
    body: typeof body === 'string' ? decodeMessage(body) : body,
    attempt: attempts,
    time: timestamp.toISOString(),
  };
}
