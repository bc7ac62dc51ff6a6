import type { ClientModel } from '../app-model/model';
import type { AdapterReference } from '../bundler/types';
import { type AdapterOf, type ClientKind, type ClientReference, shippedAdapter, shippedClient } from '../shipped';

// Types only: the engine loads none of these modules.

interface Adapters {
  http: typeof import('./adapter/http');
  invoke: typeof import('./adapter/invoke');
  queue: typeof import('./adapter/queue');
  schedule: typeof import('./adapter/schedule');
}

interface Clients {
  function: typeof import('./clients/function');
  invoke: typeof import('./clients/invoke');
  queue: typeof import('./clients/queue');
  secret: typeof import('./clients/secret');
}

/** Adapter of a local run: its file, its export and the options that it requires. */
export type Adapter = AdapterOf<Adapters>;

/** Kinds of bindings for which there is a client. A missing one does not compile. */
const CLIENTS = { function: true, invoke: true, queue: true, secret: true } as const satisfies Record<
  ClientKind<Clients>,
  true
>;

/** File and export of an adapter, for the bundler. */
export function adapterReference(adapter: Adapter): AdapterReference {
  return shippedAdapter('local', adapter);
}

/** Client of a binding, for the bundler; nothing for a kind that has none. */
export function clientReference(kind: ClientModel['kind'], options: object): ClientReference | undefined {
  return kind in CLIENTS ? shippedClient('local', kind, options) : undefined;
}
