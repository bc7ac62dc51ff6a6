import { randomUUID } from 'node:crypto';
import type { BucketClient } from '../../runtime/clients';
import type { ObjectEvent } from '../../runtime/types';
import { type FakeObject, bucket as memoryBucket } from '../../testing/fakes/bucket';
import type { Clock } from '../clock';
import type { Journal } from '../state/journal';

/** Parts of the engine that a bucket needs. */
export interface BucketHost {
  readonly clock: Clock;
  readonly journal: Journal;
}

/** A bucket: objects in memory and in the journal, and the events of uploads and deletions. */
export class BucketStore {
  private readonly memory = memoryBucket();
  private readonly listeners: ((event: ObjectEvent) => void)[] = [];

  /** The client of the bucket, as handlers see it. Writes are kept when they resolve. */
  readonly client: BucketClient<string>;

  constructor(
    readonly path: string,
    private readonly host: BucketHost,
  ) {
    for (const { key, value } of host.journal.read(this.space)) this.memory.raw.set(key, value as FakeObject);
    this.client = {
      ...this.memory,
      raw: path,
      put: async (key, body, options) => {
        await this.memory.put(key, body, options);
        await this.written(key);
      },
      delete: async (key) => this.delete(key),
    };
  }

  /** Calls `listener` with each event, before the write is acknowledged. */
  onEvent(listener: (event: ObjectEvent) => void): void {
    this.listeners.push(listener);
  }

  private get space(): string {
    return `bucket ${this.path}`;
  }

  private async written(key: string): Promise<void> {
    const info = await this.memory.head(key);
    this.host.journal.atomically(() => {
      this.host.journal.put(this.space, key, this.memory.raw.get(key));
      this.emit('object.created', { bucket: this.path, key, size: info?.size, etag: info?.etag });
    });
  }

  private delete(key: string): void {
    if (!this.memory.raw.delete(key)) return;
    this.host.journal.atomically(() => {
      this.host.journal.delete(this.space, key);
      this.emit('object.deleted', { bucket: this.path, key });
    });
  }

  private emit(type: ObjectEvent['type'], data: ObjectEvent['data']): void {
    const time = new Date(this.host.clock.now()).toISOString();
    const event = { id: randomUUID(), source: this.path, type, time, subject: data.key, data };
    for (const listener of this.listeners) listener(event);
  }
}
