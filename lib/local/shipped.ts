import type { AdapterReference } from '../bundler/types';
import { type AdapterOf, type ClientKind, type ClientReference, shippedAdapter, shippedClient } from '../shipped';

// Types only: the engine loads none of these modules.

interface Adapters {
  change: typeof import('./adapter/change');
  http: typeof import('./adapter/http');
  'image-worker': typeof import('./adapter/image-worker');
  invoke: typeof import('./adapter/invoke');
  object: typeof import('./adapter/object');
  queue: typeof import('./adapter/queue');
  schedule: typeof import('./adapter/schedule');
}

interface Clients {
  bucket: typeof import('./clients/bucket');
  function: typeof import('./clients/function');
  invoke: typeof import('./clients/invoke');
  queue: typeof import('./clients/queue');
  secret: typeof import('./clients/secret');
  table: typeof import('./clients/table');
}

/** Adapter of a local run: its file, its export and the options that it requires. */
export type Adapter = AdapterOf<Adapters>;

/** File and export of an adapter, for the bundler. */
export function adapterReference(adapter: Adapter): AdapterReference {
  return shippedAdapter('local', adapter);
}

/** Client of a binding, for the bundler. */
export function clientReference(kind: ClientKind<Clients>, options: object): ClientReference {
  return shippedClient('local', kind, options);
}
