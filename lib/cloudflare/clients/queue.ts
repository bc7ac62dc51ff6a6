import { SendError } from '../../runtime/client-errors.js';
import type { QueueClient, SendOptions } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { isSafeJson } from '../../runtime/json-text.js';
import { encodeMessage } from '../../runtime/message-text.js';

/** Methods of a queue that are used. @see https://developers.cloudflare.com/queues/configuration/javascript-apis/ */
export interface CloudflareQueue {
  send(body: unknown, options: QueueSendOptions): Promise<unknown>;
  sendBatch(messages: readonly Message[]): Promise<unknown>;
}

interface QueueSendOptions {
  readonly contentType: 'text' | 'json';
  readonly delaySeconds?: number;
}

interface Message extends QueueSendOptions {
  readonly body: unknown;
}

/** Limits of one request. @see https://developers.cloudflare.com/queues/platform/limits/ */
const MAX_MESSAGES = 100;
const MAX_BYTES = 256_000;
/** Maximum bytes that Cloudflare adds to each message. */
const METADATA_BYTES = 100;

/** Creates the client of the queue that is the binding `name`. */
export function queueClient(name: string): BindingFactory {
  return (variables) => createQueueClient(variables[name] as CloudflareQueue);
}

/** `raw` is the binding. */
export function createQueueClient(raw: CloudflareQueue): QueueClient<unknown, CloudflareQueue> {
  return {
    raw,
    async send(body, options) {
      const { body: content, ...rest } = toMessage(body, options);
      await raw.send(content, rest);
    },
    async sendAll(messages) {
      const failed: { index: number; reason: string }[] = [];
      let index = 0;
      for (const batch of batches(messages.map(({ body, options }) => toMessage(body, options)))) {
        const first = index;
        index += batch.length;
        // A request is accepted completely or not at all.
        await raw.sendBatch(batch).catch(({ message }: Error) => {
          failed.push(...batch.map((_, offset) => ({ index: first + offset, reason: message })));
        });
      }
      if (failed.length > 0) throw new SendError(failed);
    },
  };
}

/**
 * Cloudflare parses bodies sent as JSON, and would lose digits of large numbers: those are sent as text, which the
 * adapter parses.
 */
function toMessage(body: unknown, { delaySeconds }: SendOptions = {}): Message {
  const text = encodeMessage(body);
  if (typeof body === 'string' || !isSafeJson(text)) return { body: text, contentType: 'text', delaySeconds };
  return { body: JSON.parse(text), contentType: 'json', delaySeconds };
}

/** Splits messages into requests, in order, each as large as allowed. */
function batches(messages: readonly Message[]): Message[][] {
  const all: Message[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const text = typeof message.body === 'string' ? message.body : JSON.stringify(message.body);
    const size = new TextEncoder().encode(text).byteLength + METADATA_BYTES;
    const last = all.at(-1);
    if (last === undefined || last.length === MAX_MESSAGES || bytes + size > MAX_BYTES) {
      all.push([message]);
      bytes = size;
    } else {
      last.push(message);
      bytes += size;
    }
  }
  return all;
}
