import type { Store } from '@netlify/blobs';
import { firstFound, writeIf } from './records.js';

/** A record that has an owner. */
export interface OwnRecord {
  /** Id of the owner. */
  readonly owner: string;
}

/** A lease: a record of an owner and an expiry, because a crashed run releases nothing. */
export interface LeaseRecord extends OwnRecord {
  /** Time at which it expires, in milliseconds since 1970. */
  readonly until: number;
}

/** Durations of a lease. */
export interface LeaseOptions {
  /** Duration of a lease that is not renewed. */
  readonly leaseSeconds: number;
  /** Interval of renewals. */
  readonly renewSeconds: number;
}

/** A record as stored. */
export type Written<Value extends OwnRecord> = Value & { readonly etag: string };

/** A lease that this run owns and renews. */
export interface Lease {
  /** Minimum remaining seconds; 0 if it was lost. */
  secondsLeft(): number;
  /** Stops renewing it. Resolves to the ETag of the stored record, or to undefined if the lease was lost. */
  end(): Promise<string | undefined>;
}

/** Renews a written record for the whole duration of the work. */
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

/** Renews a lease by a write in place of the last record. The lease is lost if the write resolves to undefined. */
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
    // If the store does not respond, the next renewal may be in time.
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
 * `writeIf` for a record that this run owns. Resolves to the stored record if this run owns it: the client repeats a write
 * whose response was lost, which is then refused.
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
