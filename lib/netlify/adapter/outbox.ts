import type { Store } from '@netlify/blobs';
import { DEAD, type KeptMessage, WAITING } from '../clients/outbox.js';

/** A message that nobody else works on until it is due again. */
export interface Claimed extends KeptMessage {
  readonly key: string;
  readonly etag: string;
}

interface Found {
  readonly key: string;
  readonly etag: string;
  readonly message: KeptMessage;
}

/** Whether any message may be taken now. */
export async function isAnyDue(store: Store): Promise<boolean> {
  for await (const { message } of waiting(store)) if (message.due <= Date.now()) return true;
  return false;
}

/** Takes messages that are due, `most` at the most, for so many seconds. */
export async function claimDue(store: Store, most: number, leaseSeconds: number): Promise<Claimed[]> {
  const claimed: Claimed[] = [];
  for await (const found of waiting(store)) {
    if (found.message.due > Date.now()) continue;
    const { attempts } = found.message;
    const taken = await rewrite(store, found, { attempts: attempts + 1, due: Date.now() + leaseSeconds * 1000 });
    if (taken !== undefined) claimed.push(taken);
    if (claimed.length === most) break;
  }
  return claimed;
}

/** Lets a message be taken again from a time on, unless somebody else has taken it since. */
export async function putBack(store: Store, { key, etag, ...message }: Claimed, due: number): Promise<void> {
  await rewrite(store, { key, etag, message }, { due });
}

/** Keeps a message as a dead letter, and then takes it from those that wait. */
export async function giveUp(store: Store, { key, etag: _, ...message }: Claimed, reason: string): Promise<void> {
  const { id, body, attempts, sent } = message;
  await store.setJSON(DEAD + id, { id, body, attempts, sent, reason, givenUp: new Date().toISOString() });
  await store.delete(key);
}

async function* waiting(store: Store): AsyncGenerator<Found> {
  for await (const { blobs } of store.list({ prefix: WAITING, paginate: true })) {
    for (const { key, etag } of blobs) {
      const found = await store.getWithMetadata(key, { type: 'json' });
      // A read does not tell the ETag everywhere. One of the listing that is too old makes the write fail, no more.
      if (found !== null) yield { key, etag: found.etag ?? etag, message: found.data as KeptMessage };
    }
  }
}

async function rewrite(
  store: Store,
  { key, etag, message }: Found,
  change: Partial<KeptMessage>,
): Promise<Claimed | undefined> {
  const changed = { ...message, ...change };
  const written = await store.setJSON(key, changed, { onlyIfMatch: etag });
  // The client takes any answer but 412 as a success; only one that was written has an ETag.
  return written.modified && written.etag ? { ...changed, key, etag: written.etag } : undefined;
}
