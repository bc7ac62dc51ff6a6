import type { InvocationContext } from '@azure/functions';
import type { Delivery } from '../../runtime/batches.js';
import { decodeMessage } from '../../runtime/message-text.js';

/** Queue that triggers the function. */
export interface QueueTriggerOptions {
  readonly timeoutSeconds: number;
  readonly queueName: string;
  readonly connection: string;
}

/** Metadata that the host passes with a message. @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#metadata */
export function toDelivery(body: unknown, { triggerMetadata = {}, invocationId }: InvocationContext): Delivery {
  const { id, dequeueCount, insertionTime } = triggerMetadata;
  return {
    id: typeof id === 'string' ? id : invocationId,
    body: bodyOf(body),
    attempt: Number(dequeueCount) || 1,
    time: new Date(String(insertionTime ?? new Date().toISOString())).toISOString(),
  };
}

/** Returns values that the library has already parsed unchanged: their text is not available. */
function bodyOf(given: unknown): unknown {
  if (typeof given === 'string') return decodeMessage(given);
  return given instanceof Uint8Array ? decodeMessage(new TextDecoder().decode(given)) : given;
}
