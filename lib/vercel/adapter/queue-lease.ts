import { vercelToken } from './invocation.js';

/** What comes with a message, besides its body. @see https://vercel.com/docs/queues/api */
const KIND = 'com.vercel.queue.v2beta';
const DEFAULT_REGION = 'iad1';

/** Whose messages are expected, and for how many seconds one is to be held. */
interface Expected {
  readonly topic: string;
  readonly consumer: string;
  readonly seconds: number;
  /** `true` if a message may come without a handle, for a handler that asks the service for it. */
  readonly mayAsk: boolean;
}

/**
 * Whether a request brings a message of the queue service. Anybody could write its headers, so the service itself is asked
 * to hold the message for so many seconds, by the handle that came with it, which nobody else knows.
 *
 * A message that comes without a handle is lent by its id later on, to this consumer: one in work, or done, is not.
 *
 * @throws Error when the service cannot be asked
 */
export async function holdLease(
  { headers }: Request,
  { topic, consumer, seconds, mayAsk }: Expected,
): Promise<boolean> {
  const region = headers.get('ce-vqsregion') ?? process.env.VERCEL_REGION ?? DEFAULT_REGION;
  // The region becomes part of an address that a token is sent to.
  if (!/^[a-z]{2,5}\d{1,2}$/.test(region) || headers.get('ce-type') !== KIND) return false;
  if (headers.get('ce-vqsqueuename') !== topic || headers.get('ce-vqsconsumergroup') !== consumer) return false;
  const handle = headers.get('ce-vqsreceipthandle');
  if (!handle) return mayAsk;
  // By its count a message ends among the dead letters.
  if (!headers.has('ce-vqsdeliverycount')) return false;
  // As a segment of an address, these would lead to another resource of the service.
  if (handle === '.' || handle === '..') return false;
  const place = [topic, 'consumer', consumer, 'lease', handle].map(encodeURIComponent).join('/');
  const deployment = process.env.VERCEL_DEPLOYMENT_ID;
  const answer = await fetch(`https://${region}.vercel-queue.com/api/v3/topic/${place}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${vercelToken()}`,
      'content-type': 'application/json',
      ...(deployment !== undefined && { 'vqs-deployment-id': deployment }),
    },
    body: JSON.stringify({ visibilityTimeoutSeconds: seconds }),
  });
  const said = await answer.text();
  const isAnswered = answer.status < 500 && answer.status !== 401 && answer.status !== 429;
  if (!isAnswered) throw new Error(`The queue answered ${answer.status}: ${said}`);
  return answer.ok;
}
