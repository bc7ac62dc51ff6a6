import type { Store } from '@netlify/blobs';
import { DEAD, type KeptMessage, mayBeDue, WAITING } from '../clients/outbox.js';
import { keep, type LeaseOptions, writeOwn } from './lease.js';
import { found } from './records.js';

/** A message that no other run processes until it is due again. */
export interface LeasedMessage extends KeptMessage {
  readonly owner: string;
  readonly key: string;
  readonly etag: string;
}

/** A message in progress, whose lease is renewed. */
export interface HeldMessage {
  readonly message: LeasedMessage;
  /** Stops renewing the lease. Resolves to the current message, or to undefined if another run may have leased it. */
  end(): Promise<LeasedMessage | undefined>;
}

/** Reports if a message is due. */
export async function isAnyDue(store: Store): Promise<boolean> {
  for await (const { value } of waiting(store)) if (value.due <= Date.now()) return true;
  return false;
}

/** Leases up to `most` due messages for a number of seconds. */
export async function leaseDue(store: Store, most: number, leaseSeconds: number): Promise<LeasedMessage[]> {
  const claimed: LeasedMessage[] = [];
  for await (const { key, etag, value } of waiting(store)) {
    if (value.due > Date.now()) continue;
    const change = { owner: crypto.randomUUID(), attempts: value.attempts + 1, due: Date.now() + leaseSeconds * 1000 };
    const taken = await writeOwn(store, key, { ...value, ...change }, etag);
    if (taken !== undefined) claimed.push({ ...taken, key });
    if (claimed.length === most) break;
  }
  return claimed;
}

/** Renews the lease of a message during the work, because Netlify does not end a function after its timeout. */
export function holdMessage(store: Store, message: LeasedMessage, lease: LeaseOptions): HeldMessage {
  const { key, etag, ...value } = message;
  let now = message;
  const renewed = keep(etag, { ...lease, until: message.due }, async (due, replaced) => {
    const written = await writeOwn(store, key, { ...value, due }, replaced);
    if (written === undefined) return undefined;
    now = { ...written, key };
    return { etag: now.etag, until: now.due };
  });
  return {
    message,
    async end() {
      const isHeld = (await renewed.end()) !== undefined && renewed.secondsLeft() > 0;
      return isHeld ? now : undefined;
    },
  };
}

/** Releases a message, from its due time, unless another run has leased it since. */
export async function putBack(
  store: Store,
  { key, etag, ...value }: LeasedMessage,
  change: Pick<KeptMessage, 'due' | 'attempts'>,
): Promise<void> {
  await writeOwn(store, key, { ...value, ...change }, etag);
}

/** Stores a message as a dead letter, and then removes it from the pending ones. */
export async function giveUp(store: Store, { key, etag: _, ...message }: LeasedMessage, reason: string): Promise<void> {
  const { due: _due, owner: _owner, ...kept } = message;
  await store.setJSON(DEAD + message.id, { ...kept, reason, givenUp: new Date().toISOString() });
  await store.delete(key);
}

/** Deletes a processed message, and the dead letter that another run may have created meanwhile. */
export async function done(store: Store, { key, id }: LeasedMessage, isLost: boolean): Promise<void> {
  await store.delete(key);
  if (isLost) await store.delete(DEAD + id);
}

const waiting = (store: Store) => found<KeptMessage>(store, WAITING, mayBeDue);
