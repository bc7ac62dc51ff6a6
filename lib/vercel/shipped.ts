import type { AdapterReference } from '../bundler/types';
import { type AdapterOf, type ClientOptions, type ClientReference, shippedAdapter, shippedClient } from '../shipped';

// Types only: synthesis loads none of these modules.

interface Adapters {
  http: typeof import('./adapter/http');
  'image-worker': typeof import('./adapter/image-worker');
  object: typeof import('./adapter/object');
  'queue-idempotent': typeof import('./adapter/queue-idempotent');
  queue: typeof import('./adapter/queue');
  schedule: typeof import('./adapter/schedule');
}

interface Clients {
  bucket: typeof import('./clients/bucket');
  queue: typeof import('./clients/queue');
}

/** Adapter of Vercel: its file, its export and the options that it requires. */
export type Adapter = AdapterOf<Adapters>;

/** File and export of an adapter, for the bundler. */
export function adapterReference(adapter: Adapter): AdapterReference {
  return shippedAdapter('vercel', adapter);
}

/** Client of a binding, for the bundler. */
export function clientReference<Kind extends keyof Clients>(
  kind: Kind,
  options: ClientOptions<Clients, Kind> & object,
): ClientReference {
  return shippedClient('vercel', kind, options);
}
