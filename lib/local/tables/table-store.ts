import { randomUUID } from 'node:crypto';
import type { TableClient, TableKey } from '../../runtime/clients';
import type { TableOptions } from '../../runtime/item-keys';
import { fromStoredItem, toStoredItem } from '../../runtime/stored-json';
import type { Change } from '../../runtime/types';
import { table as memoryTable } from '../../testing/fakes/table';
import type { Alarm, Clock } from '../clock';
import type { Journal } from '../state/journal';

/** An item of a table. */
export type Item = Record<string, unknown>;

/** Parts of the engine that a table needs. */
export interface TableHost {
  readonly clock: Clock;
  readonly journal: Journal;
}

/** A table: items in memory and in the journal, a stream of changes, and the expiry of items. */
export class TableStore {
  private readonly memory: ReturnType<typeof memoryTable<Item>>;
  private readonly listeners: ((change: Change) => void)[] = [];
  private readonly expiries = new Map<string, Alarm>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly path: string,
    private readonly options: TableOptions,
    private readonly host: TableHost,
  ) {
    const items = host.journal.read(this.space).map(({ value }) => fromStoredItem(value));
    this.memory = memoryTable<Item>(options, items);
    for (const item of items) this.expireLater(item);
  }

  /** The client of the table, as handlers see it. Writes are kept when they resolve. */
  readonly client: TableClient<Item, string> = {
    raw: '',
    get: (key) => this.memory.get(key),
    query: (query) => this.memory.query(query),
    put: (item, options) => this.oneByOne(() => this.put(item, options)),
    delete: (key) => this.oneByOne(() => this.delete(key)),
  };

  items(): Item[] {
    return this.memory.raw.items();
  }

  /** Calls `listener` with each change, before the write is acknowledged. */
  onChange(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  private get space(): string {
    return `table ${this.path}`;
  }

  private async put(item: Item, options?: { readonly ifAbsent?: boolean }): Promise<void> {
    const key = this.keyOf(item);
    const old = await this.memory.get(key);
    await this.memory.put(item, options);
    this.host.journal.atomically(() => {
      this.host.journal.put(this.space, idOf(key), toStoredItem(item));
      this.emit({ type: old === undefined ? 'insert' : 'update', key, new: fromStoredItem(toStoredItem(item)), old });
    });
    this.expireLater(item);
  }

  private async delete(given: TableKey): Promise<void> {
    const key = this.keyOf(given);
    const old = await this.memory.get(key);
    await this.memory.delete(key);
    if (old === undefined) return;
    this.host.journal.atomically(() => {
      this.host.journal.delete(this.space, idOf(key));
      this.emit({ type: 'delete', key, old });
    });
  }

  private emit(change: Omit<Change, 'id' | 'time'>): void {
    const whole = { ...change, id: randomUUID(), time: new Date(this.host.clock.now()).toISOString() };
    for (const listener of this.listeners) listener(whole);
  }

  private expireLater(item: Item): void {
    const { timeToLive } = this.options;
    const seconds = timeToLive === undefined ? undefined : item[timeToLive];
    const key = this.keyOf(item);
    this.expiries.get(idOf(key))?.cancel();
    if (typeof seconds !== 'number') return;
    const alarm = this.host.clock.at(seconds * 1000, () => void this.client.delete(key));
    this.expiries.set(idOf(key), alarm);
  }

  private keyOf(item: Item | TableKey): TableKey {
    const { partitionKey, sortKey } = this.options;
    const names = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
    return Object.fromEntries(names.map((name) => [name, item[name]])) as TableKey;
  }

  /** A write reads the item that it replaces: nothing may come between. */
  private oneByOne<T>(write: () => Promise<T>): Promise<T> {
    const next = this.last.then(write);
    this.last = next.catch(() => {});
    return next;
  }
}

function idOf(key: TableKey): string {
  return JSON.stringify(toStoredItem(key));
}
