import { randomUUID } from 'node:crypto';
import type { StartAnswer } from '../adapter/idempotency-store';
import type { Clock } from '../clock';
import type { Journal } from '../state/journal';
import type { Service } from './service';

/** Lifetimes of a record: of work that was started, and of work that is done. */
export interface IdempotencyTimes {
  readonly busySeconds: number;
  readonly expireAfterSeconds: number;
}

interface Stored {
  /** Owner of a record that was started; nothing for work that is done. */
  readonly owner?: string;
  /** When the record expires, in milliseconds since 1970. */
  readonly expires: number;
}

/** Stores the idempotency records of each worker. */
export class IdempotencyService {
  private readonly workers = new Map<string, Map<string, Stored>>();

  constructor(
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly timesOf: (worker: string) => IdempotencyTimes,
  ) {}

  readonly service: Service = (worker, method, input) => {
    const { key, owner } = input as { readonly key: string; readonly owner: string };
    if (method === 'idempotency.start') return this.start(worker, key);
    return method === 'idempotency.complete' ? this.complete(worker, key) : this.release(worker, key, owner);
  };

  private start(worker: string, key: string): StartAnswer {
    const entries = this.entries(worker);
    const now = this.clock.now();
    const found = entries.get(key);
    if (found !== undefined && found.expires > now)
      return found.owner === undefined
        ? { state: 'done' }
        : { state: 'busy', secondsLeft: (found.expires - now) / 1000 };
    const owner = randomUUID();
    this.write(worker, key, { owner, expires: now + this.timesOf(worker).busySeconds * 1000 });
    return { state: 'started', owner };
  }

  private complete(worker: string, key: string): void {
    this.write(worker, key, { expires: this.clock.now() + this.timesOf(worker).expireAfterSeconds * 1000 });
  }

  private release(worker: string, key: string, owner: string): void {
    if (this.entries(worker).get(key)?.owner !== owner) return;
    this.journal.delete(`idempotency ${worker}`, key);
    this.entries(worker).delete(key);
  }

  private write(worker: string, key: string, entry: Stored): void {
    this.journal.put(`idempotency ${worker}`, key, entry);
    this.entries(worker).set(key, entry);
  }

  private entries(worker: string): Map<string, Stored> {
    const known = this.workers.get(worker);
    if (known !== undefined) return known;
    const read = this.journal.read(`idempotency ${worker}`).map(({ key, value }) => [key, value as Stored] as const);
    const entries = new Map(read);
    this.workers.set(worker, entries);
    return entries;
  }
}
