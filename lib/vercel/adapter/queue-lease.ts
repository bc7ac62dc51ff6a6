import { vercelToken } from './invocation.js';

/** Type of the event that announces a message. @see https://vercel.com/docs/queues/api */
const KIND = 'com.vercel.queue.v2beta';
const DEFAULT_REGION = 'iad1';

/** Expected topic and consumer, and the seconds of a lease. */
interface Expected {
  readonly topic: string;
  readonly consumer: string;
  readonly seconds: number;
  /** `true` if a message may come without a handle, for a handler that requests it from the service. */
  readonly mayAsk: boolean;
}

/**
 * Reports if a request carries a message of the queue service. Anyone could write its headers, so the adapter leases the
 * message from the service, by the handle in the request, which only the service knows.
 *
 * A message without a handle is leased later by its id for this consumer, which fails for one in progress or done.
 *
 * @throws Error when the service cannot be reached
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
  // The count decides if a message goes to the dead letters.
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
