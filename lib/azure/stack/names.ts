import { createHash } from 'node:crypto';

const MAX_LENGTH = 24;
const HASH = 10;

/**
 * A name for a storage account: up to 24 small letters and digits. Shared by all customers of Azure, so the hash takes the
 * subscription in.
 */
export function accountName(path: string, id: string, subscriptionId: string): string {
  const hash = createHash('sha256').update(`${subscriptionId}/${path}/${id}`).digest('hex').slice(0, HASH);
  const readable = path.toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${readable.slice(0, MAX_LENGTH - HASH) || 'x'}${hash}`;
}
