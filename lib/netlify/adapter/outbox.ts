import type { Store } from '@netlify/blobs';
import { DEAD, type KeptMessage, mayBeDue, WAITING } from '../clients/outbox.js';
import { type Found, found, writeIf } from './records.js';

/** A message that nobody else works on until it is due again. */
export interface Claimed extends KeptMessage {
  readonly key: string;
  readonly etag: string;
}

/** Whether any message may be taken now. */
export async function isAnyDue(store: Store): Promise<boolean> {
  for await (const { value } of waiting(store)) if (value.due <= Date.now()) return true;
  return false;
}

/** Takes messages that are due, `most` at the most, for so many seconds. */
export async function claimDue(store: Store, most: number, leaseSeconds: number): Promise<Claimed[]> {
  const claimed: Claimed[] = [];
  for await (const each of waiting(store)) {
    if (each.value.due > Date.now()) continue;
    const { attempts } = each.value;
    const taken = await rewrite(store, each, { attempts: attempts + 1, due: Date.now() + leaseSeconds * 1000 });
    if (taken !== undefined) claimed.push(taken);
    if (claimed.length === most) break;
  }
  return claimed;
}

/** Lets a message be taken again, from when it is due, unless somebody else has taken it since. */
export async function putBack(
  store: Store,
  { key, etag, ...value }: Claimed,
  change: Pick<KeptMessage, 'due' | 'attempts'>,
): Promise<void> {
  await rewrite(store, { key, etag, value }, change);
}

/** Keeps a message as a dead letter, and then takes it from those that wait. */
export async function giveUp(store: Store, { key, etag: _, ...message }: Claimed, reason: string): Promise<void> {
  const { due: _due, ...kept } = message;
  await store.setJSON(DEAD + message.id, { ...kept, reason, givenUp: new Date().toISOString() });
  await store.delete(key);
}

const waiting = (store: Store) => found<KeptMessage>(store, WAITING, mayBeDue);

async function rewrite(
  store: Store,
  { key, etag, value }: Found<KeptMessage>,
  change: Partial<KeptMessage>,
): Promise<Claimed | undefined> {
  const changed = { ...value, ...change };
  const written = await writeIf(store, key, changed, etag);
  return written === undefined ? undefined : { ...changed, key, etag: written };
}
