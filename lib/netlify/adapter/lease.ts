import type { Store } from '@netlify/blobs';
import { firstFound, writeIf } from './records.js';

/** A record that has an owner. */
export interface OwnRecord {
  /** Id of the owner. */
  readonly owner: string;
}

/** A record that says who has something, and until when: who crashes gives nothing back. */
export interface LeaseRecord extends OwnRecord {
  /** Until when it holds, in milliseconds since 1970. */
  readonly until: number;
}

/** For how long a record holds. */
export interface LeaseOptions {
  /** Duration of a lease that is not renewed. */
  readonly leaseSeconds: number;
  /** Interval of renewals. */
  readonly renewSeconds: number;
}

/** A record as stored. */
export type Written<Value extends OwnRecord> = Value & { readonly etag: string };

/** A record that is one's own, and is renewed. */
export interface Lease {
  /** For how long it holds at the least; 0 when it was lost. */
  secondsLeft(): number;
  /** Renews it no more. Resolves to the ETag of what stands there, or to nothing when it was lost. */
  end(): Promise<string | undefined>;
}

/** Renews a record that was written, however long the work takes. */
export function renew(
  store: Store,
  key: string,
  taken: Written<LeaseRecord>,
  { leaseSeconds, renewSeconds }: LeaseOptions,
): Lease {
  const { etag, ...record } = taken;
  const options = { leaseSeconds, renewSeconds, until: taken.until };
  return keep(etag, options, async (until, replaced) => {
    const written = await writeOwn(store, key, { ...record, until }, replaced);
    return written && { etag: written.etag, until: written.until };
  });
}

/** Last record, and the time until which it holds. */
interface Hold {
  readonly etag: string;
  readonly until: number;
}

/** Renews what holds until a time, by a write in the place of what was written last. It is lost when that resolves to nothing. */
export function keep(
  etag: string,
  { leaseSeconds, renewSeconds, until }: LeaseOptions & { readonly until: number },
  write: (until: number, replaced: string) => Promise<Hold | undefined>,
): Lease {
  let held: Hold | undefined = { etag, until };
  let renewal: Promise<void> | undefined;
  const again = async () => {
    if (held !== undefined) held = await write(Date.now() + leaseSeconds * 1000, held.etag);
  };
  const timer = setInterval(() => {
    // When the store does not answer, the next renewal may be in time.
    renewal ??= again()
      .catch(() => {})
      .finally(() => {
        renewal = undefined;
      });
  }, renewSeconds * 1000);
  return {
    secondsLeft: () => (held === undefined ? 0 : (held.until - Date.now()) / 1000),
    async end() {
      clearInterval(timer);
      await renewal;
      return held?.etag;
    },
  };
}

/**
 * The same as `writeIf` for a record of one's own. Resolves to what stands there when that is one's own: the client repeats
 * a write whose answer was lost, which is then refused.
 */
export async function writeOwn<Value extends OwnRecord>(
  store: Store,
  key: string,
  record: Value,
  replaced?: string,
): Promise<Written<Value> | undefined> {
  const etag = await writeIf(store, key, record, replaced);
  if (etag !== undefined) return { ...record, etag };
  const there = await firstFound<Value>(store, key);
  return there?.value.owner === record.owner ? { ...there.value, etag: there.etag } : undefined;
}
