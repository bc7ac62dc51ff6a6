import { randomUUID } from 'node:crypto';
import type { ClaimAnswer } from '../adapter/once-store';
import type { Clock } from '../clock';
import type { Journal } from '../state/journal';
import type { Service } from './service';

/** Seconds for which a worker holds a claim, and remembers what it has done. */
export interface OnceTimes {
  readonly busySeconds: number;
  readonly expireAfterSeconds: number;
}

interface Entry {
  /** Owner of the claim; nothing for work that is done. */
  readonly owner?: string;
  /** When the claim ends, or the work is forgotten, in milliseconds since 1970. */
  readonly expires: number;
}

/** Remembers the work of each worker with `idempotency`. */
export class OnceService {
  private readonly workers = new Map<string, Map<string, Entry>>();

  constructor(
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly timesOf: (worker: string) => OnceTimes,
  ) {}

  readonly service: Service = (worker, method, input) => {
    const { key, owner } = input as { readonly key: string; readonly owner: string };
    if (method === 'once.claim') return this.claim(worker, key);
    return method === 'once.complete' ? this.complete(worker, key) : this.release(worker, key, owner);
  };

  private claim(worker: string, key: string): ClaimAnswer {
    const entries = this.entries(worker);
    const now = this.clock.now();
    const found = entries.get(key);
    if (found !== undefined && found.expires > now)
      return found.owner === undefined
        ? { state: 'done' }
        : { state: 'busy', secondsLeft: (found.expires - now) / 1000 };
    const owner = randomUUID();
    this.write(worker, key, { owner, expires: now + this.timesOf(worker).busySeconds * 1000 });
    return { state: 'claimed', owner };
  }

  private complete(worker: string, key: string): void {
    this.write(worker, key, { expires: this.clock.now() + this.timesOf(worker).expireAfterSeconds * 1000 });
  }

  private release(worker: string, key: string, owner: string): void {
    if (this.entries(worker).get(key)?.owner !== owner) return;
    this.journal.delete(`once ${worker}`, key);
    this.entries(worker).delete(key);
  }

  private write(worker: string, key: string, entry: Entry): void {
    this.journal.put(`once ${worker}`, key, entry);
    this.entries(worker).set(key, entry);
  }

  private entries(worker: string): Map<string, Entry> {
    const known = this.workers.get(worker);
    if (known !== undefined) return known;
    const read = this.journal.read(`once ${worker}`).map(({ key, value }) => [key, value as Entry] as const);
    const entries = new Map(read);
    this.workers.set(worker, entries);
    return entries;
  }
}
