import type { Store } from '@netlify/blobs';
import { DEAD, type KeptMessage, mayBeDue, WAITING } from '../clients/outbox.js';
import { keep, type LeaseOptions, writeOwn } from './lease.js';
import { found } from './records.js';

/** A message that no one else works on until it is due again. */
export interface LeasedMessage extends KeptMessage {
  readonly owner: string;
  readonly key: string;
  readonly etag: string;
}

/** A message in work, whose claim is renewed. */
export interface HeldMessage {
  readonly message: LeasedMessage;
  /** Renews the claim no more. Resolves to the message as it is now, or to nothing when another may have taken it. */
  end(): Promise<LeasedMessage | undefined>;
}

/** Reports if a message is due. */
export async function isAnyDue(store: Store): Promise<boolean> {
  for await (const { value } of waiting(store)) if (value.due <= Date.now()) return true;
  return false;
}

/** Takes messages that are due, `most` at most, for so many seconds. */
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

/** Renews the claim of a message for as long as the work goes on: Netlify does not end a function after its timeout. */
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

/** Allows a message to be taken again, from when it is due, unless another has taken it since. */
export async function putBack(
  store: Store,
  { key, etag, ...value }: LeasedMessage,
  change: Pick<KeptMessage, 'due' | 'attempts'>,
): Promise<void> {
  await writeOwn(store, key, { ...value, ...change }, etag);
}

/** Keeps a message as a dead letter, and then takes it from those that wait. */
export async function giveUp(store: Store, { key, etag: _, ...message }: LeasedMessage, reason: string): Promise<void> {
  const { due: _due, owner: _owner, ...kept } = message;
  await store.setJSON(DEAD + message.id, { ...kept, reason, givenUp: new Date().toISOString() });
  await store.delete(key);
}

/** Deletes a message that is done, and the dead letter that was made of it while it was in work. */
export async function done(store: Store, { key, id }: LeasedMessage, isLost: boolean): Promise<void> {
  await store.delete(key);
  if (isLost) await store.delete(DEAD + id);
}

const waiting = (store: Store) => found<KeptMessage>(store, WAITING, mayBeDue);
