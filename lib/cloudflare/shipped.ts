import type { AdapterReference, BindingReference } from '../bundler/types';
import {
  type AdapterOf,
  type ClientKind,
  type ClientReference,
  shippedAdapter,
  shippedClient,
  shippedModule,
} from '../shipped';

// Types only: synthesis loads none of these modules.

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
  table: typeof import('./clients/table');
}

/** Adapter of Cloudflare: its file, its export and the options that it requires. */
export type Adapter = AdapterOf<Adapters>;

/** File and export of an adapter, for the bundler. */
export function adapterReference(adapter: Adapter): AdapterReference {
  return shippedAdapter('cloudflare', adapter);
}

/** Client of a binding, for the bundler. */
export function clientReference(kind: ClientKind<Clients>, options?: object): ClientReference {
  return shippedClient('cloudflare', kind, options);
}

interface Encoders {
  avif: typeof import('../runtime-images/wasm/avif-encoder');
  jpeg: typeof import('../runtime-images/wasm/jpeg-encoder');
  png: typeof import('../runtime-images/wasm/png-encoder');
  webp: typeof import('../runtime-images/wasm/webp-encoder');
}

/** Formats that a worker can write. */
export type WorkerFormat = keyof Encoders;

/** Encoder of a format, for the bundler: adapters receive it as a binding of that name. */
export function encoderReference(format: WorkerFormat): BindingReference {
  const exported: keyof Encoders[WorkerFormat] = 'encoder';
  return { name: format, file: shippedModule(`runtime-images/wasm/${format}-encoder`), export: exported };
}
