import type { TokenCredential } from '@azure/identity';
import type { QueueClient, SendOptions } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { encodeMessage } from '../../runtime/message-text.js';
import { sendEach } from '../../runtime/send-each.js';
import { ask, azureCredential, tokenFor } from './azure-api.js';

/** Address of a queue, with the source of its tokens. */
export interface RawQueue {
  readonly url: string;
  readonly credential: TokenCredential;
}

/** Lifetime of messages. */
export interface QueueOptions {
  readonly retentionSeconds?: number;
}

const SCOPE = 'https://storage.azure.com/.default';
const VERSION = '2021-12-02';

/** Creates the client of a queue whose address is in the variable `name`. */
export function queueClient(name: string, options: QueueOptions): BindingFactory {
  return (variables) => createQueueClient({ url: String(variables[name]), credential: azureCredential() }, options);
}

/** @see https://learn.microsoft.com/rest/api/storageservices/put-message */
export function createQueueClient(raw: RawQueue, options: QueueOptions = {}): QueueClient<unknown, RawQueue> {
  const send = async (body: unknown, { delaySeconds = 0 }: SendOptions = {}) => {
    const token = await tokenFor(raw.url, SCOPE, raw.credential);
    const query = new URLSearchParams({ visibilitytimeout: String(delaySeconds) });
    if (options.retentionSeconds !== undefined) query.set('messagettl', String(options.retentionSeconds));
    // In base64, as the host reads it by default.
    const content = Buffer.from(encodeMessage(body)).toString('base64');
    await ask(`${raw.url}/messages?${query}`, {
      method: 'POST',
      headers: {
        'x-ms-version': VERSION,
        'content-type': 'application/xml',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: `<QueueMessage><MessageText>${content}</MessageText></QueueMessage>`,
    });
  };
  return {
    raw,
    send,
    // A request holds one message.
    sendAll: (messages) => sendEach(messages, send),
  };
}
