import { createHash } from 'node:crypto';

const MAX_LENGTH = 24;
const HASH = 10;

/**
 * A name for a storage account: up to 24 lowercase letters and digits. All customers of Azure share the names, so the hash
 * includes the subscription.
 */
export function accountName(path: string, id: string, subscriptionId: string): string {
  const hash = createHash('sha256').update(`${subscriptionId}/${path}/${id}`).digest('hex').slice(0, HASH);
  const readable = path.toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${readable.slice(0, MAX_LENGTH - HASH) || 'x'}${hash}`;
}
