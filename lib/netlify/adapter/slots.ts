import type { Store } from '@netlify/blobs';
import { firstFound, found, writeIf } from './records.js';

/** How many runs may work at the same time, and how that is kept. */
export interface SlotOptions {
  readonly most: number;
  /** How long a slot is held that is not renewed: its run may have crashed. */
  readonly leaseSeconds: number;
  /** How often it is renewed. */
  readonly renewSeconds: number;
}

/** The right to work. */
export interface Slot {
  /** For how long it is held at the least; 0 when it was lost. */
  secondsLeft(): number;
  /** Lets others have it. */
  giveBack(): Promise<void>;
}

interface SlotRecord {
  /** Whose it is; nobody's when empty. */
  readonly owner: string;
  /** Until when it is held, in milliseconds since 1970. */
  readonly until: number;
}

type Held = SlotRecord & { readonly etag: string };

/** Below this lie the slots, which are numbered. */
const SLOTS = 'slots/';

/** Takes a slot that nobody holds. Resolves to nothing when all are held. */
export async function takeSlot(store: Store, options: SlotOptions): Promise<Slot | undefined> {
  const records = new Map<string, Held>();
  for await (const { key, etag, value } of found<SlotRecord>(store, SLOTS)) records.set(key, { ...value, etag });
  const owner = crypto.randomUUID();
  for (let number = 0; number < options.most; number += 1) {
    const key = `${SLOTS}${number}.json`;
    const there = records.get(key);
    if (there !== undefined && there.until > Date.now()) continue;
    const until = Date.now() + options.leaseSeconds * 1000;
    const held = await write(store, key, { owner, until }, there?.etag);
    if (held !== undefined) return hold(store, key, held, options);
  }
  return undefined;
}

/** Renews a slot until it is given back, however long the work takes. */
function hold(store: Store, key: string, taken: Held, { leaseSeconds, renewSeconds }: SlotOptions): Slot {
  const { owner } = taken;
  let held: Held | undefined = taken;
  let renewal: Promise<void> | undefined;
  const renew = async () => {
    const until = Date.now() + leaseSeconds * 1000;
    if (held !== undefined) held = await write(store, key, { owner, until }, held.etag);
  };
  const timer = setInterval(() => {
    // When the store does not answer, the next renewal may be in time.
    renewal ??= renew()
      .catch(() => {})
      .finally(() => {
        renewal = undefined;
      });
  }, renewSeconds * 1000);
  return {
    secondsLeft: () => (held === undefined ? 0 : (held.until - Date.now()) / 1000),
    async giveBack() {
      clearInterval(timer);
      await renewal;
      const free: SlotRecord = { owner: '', until: 0 };
      // Nobody else's. When it fails, the lease ends it.
      if (held !== undefined) await writeIf(store, key, free, held.etag).catch(() => undefined);
    },
  };
}

/**
 * Writes who holds a slot. Resolves to what stands there when that is of the same run: the client repeats a write whose
 * answer was lost, which is then refused.
 */
async function write(store: Store, key: string, record: SlotRecord, replaced?: string): Promise<Held | undefined> {
  const etag = await writeIf(store, key, record, replaced);
  if (etag !== undefined) return { ...record, etag };
  const there = await firstFound<SlotRecord>(store, key);
  return there?.value.owner === record.owner ? { ...there.value, etag: there.etag } : undefined;
}
