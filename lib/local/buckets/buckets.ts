import { type BucketHost, BucketStore } from './bucket-store';

/** The buckets of an app, by the paths of their resources. */
export class Buckets {
  private readonly known = new Map<string, BucketStore>();

  constructor(private readonly host: BucketHost) {}

  /** The bucket of a resource. */
  at(path: string): BucketStore {
    const found = this.known.get(path) ?? new BucketStore(path, this.host);
    this.known.set(path, found);
    return found;
  }
}
