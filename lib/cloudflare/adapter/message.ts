import type { Delivery } from '../../runtime/batches.js';

/** What a queue delivers. @see https://developers.cloudflare.com/queues/configuration/javascript-apis/ */
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

/** A body that is JSON is parsed; another is the text that was sent. */
export function toDelivery({ id, body, attempts, timestamp }: Message): Delivery {
  return { id, body: typeof body === 'string' ? parse(body) : body, attempt: attempts, time: timestamp.toISOString() };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
