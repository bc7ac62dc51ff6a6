import { vercelToken } from './invocation.js';

/** What comes with a message, besides its body. @see https://vercel.com/docs/queues/api */
const KIND = 'com.vercel.queue.v2beta';
const DEFAULT_REGION = 'iad1';

/**
 * Whether a request brings a message of the queue service. Anybody could write its headers, so the service itself is asked
 * to hold the message for so many seconds, by the handle that came with it, which nobody else knows.
 *
 * A message that comes without a handle is asked for by its id later on: nothing of the request is believed then.
 *
 * @throws Error when the service cannot be asked
 */
export async function holdLease({ headers }: Request, topic: string, seconds: number): Promise<boolean> {
  const region = headers.get('ce-vqsregion') ?? process.env.VERCEL_REGION ?? DEFAULT_REGION;
  const consumer = headers.get('ce-vqsconsumergroup') ?? '';
  // The region becomes part of an address that a token is sent to.
  if (!/^[a-z]{2,5}\d{1,2}$/.test(region) || consumer === '') return false;
  if (headers.get('ce-type') !== KIND || headers.get('ce-vqsqueuename') !== topic) return false;
  const handle = headers.get('ce-vqsreceipthandle');
  if (!handle) return true;
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
  if (answer.status >= 500 || answer.status === 429) throw new Error(`The queue answered ${answer.status}: ${said}`);
  return answer.ok;
}
