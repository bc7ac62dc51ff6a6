import { randomUUID } from 'node:crypto';
import { LENT_SECONDS, type Loan, type Message } from './vercel-queue-topic';

/** The only region. */
export const REGION = 'iad1';

/** Function that a message is pushed to. */
interface Receiver {
  readonly topic: string;
  readonly consumer: string;
}

function expiry({ sent, retention }: Message): string {
  return new Date(sent.getTime() + retention * 1000).toISOString();
}

/** Request that notifies a function of a message, which it must then fetch. */
export function notice({ topic, consumer }: Receiver, { id }: Message): RequestInit & { headers: object } {
  return {
    method: 'POST',
    headers: {
      'ce-id': randomUUID(),
      'ce-specversion': '1.0',
      'ce-source': `/topic/${topic}/consumer/${consumer}`,
      'ce-type': 'com.vercel.queue.v2beta',
      'ce-vqsqueuename': topic,
      'ce-vqsconsumergroup': consumer,
      'ce-vqsmessageid': id,
      'ce-vqsregion': REGION,
    },
  };
}

/** Request that pushes a leased message to a function. */
export function delivery(receiver: Receiver, { message, handle, deliveries }: Loan): RequestInit {
  const { method, headers } = notice(receiver, message);
  const about = {
    'content-type': message.type,
    'ce-vqsreceipthandle': handle,
    'ce-vqsdeliverycount': String(deliveries),
    'ce-vqscreatedat': message.sent.toISOString(),
    'ce-vqsexpiresat': expiry(message),
    'ce-vqsvisibilitydeadline': new Date(Date.now() + LENT_SECONDS * 1000).toISOString(),
  };
  return { method, headers: { ...headers, ...about }, body: new Uint8Array(message.body) };
}

/** Response to a request for messages. */
export function multipart(loans: readonly Loan[]) {
  const boundary = `part-${randomUUID()}`;
  const parts = loans.map(({ message, handle, deliveries }) =>
    [
      `--${boundary}`,
      `Content-Type: ${message.type}`,
      `Vqs-Message-Id: ${message.id}`,
      `Vqs-Delivery-Count: ${deliveries}`,
      `Vqs-Timestamp: ${message.sent.toISOString()}`,
      `Vqs-Expires-At: ${expiry(message)}`,
      `Vqs-Receipt-Handle: ${handle}`,
      '',
      String(message.body),
    ].join('\r\n'),
  );
  const text = [...parts, `--${boundary}--`, ''].join('\r\n');
  return { status: 200, headers: { 'content-type': `multipart/mixed; boundary=${boundary}` }, text };
}
