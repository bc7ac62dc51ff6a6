import * as path from 'node:path';
import type { AdapterReference, BindingReference } from './bundler/types';
import type { BindingFactory } from './runtime/env';
import type { SiteFunctionOptions } from './runtime/site-function';
import type { ProviderName } from './runtime/types';
import type { VariableSecretOptions } from './runtime/variable-secret';

const FROM_SOURCE = __filename.endsWith('.ts');
const LIBRARY = __dirname;

/** Path of a module below `lib`. `lib/<provider>/shipped.ts` lists the files of a provider and of `runtime-images/wasm`. */
export type ShippedPath =
  | 'runtime/site-function'
  | 'runtime/variable-secret'
  | 'runtime-images/no-transform'
  | `runtime-images/wasm/${string}`
  | `${Room}/${'adapter' | 'clients'}/${string}`;

/** Folder with adapters and clients: that of a provider, or of local runs. */
type Room = ProviderName | 'local';

/** Adapter by the name of its file, with the options that it requires, which the bundle holds as JSON. */
type Link<Name, Export, Adapter> = Adapter extends (exported: unknown, setup: infer Setup) => unknown
  ? NonNullable<Setup> extends { readonly options: infer Options }
    ? { readonly name: Name; readonly export: Export; readonly options: Options }
    : { readonly name: Name; readonly export: Export; readonly options?: undefined }
  : never;

/** Adapters among the exports of `Modules`, whose keys are the names of their files. */
export type AdapterOf<Modules> = {
  [Name in keyof Modules]: {
    [Export in keyof Modules[Name]]: Link<Name, Export, Modules[Name][Export]>;
  }[keyof Modules[Name]];
}[keyof Modules];

/** Kinds of bindings for which `Modules` has a client: `bucket` exports `bucketClient`. */
export type ClientKind<Modules> = {
  [Kind in keyof Modules & string]: Modules[Kind] extends Record<`${Kind}Client`, (...given: never) => BindingFactory>
    ? Kind
    : never;
}[keyof Modules & string];

/** Options of the client that `Modules` has for a kind of binding. */
export type ClientOptions<Modules, Kind extends keyof Modules & string> =
  Modules[Kind] extends Record<`${Kind}Client`, (name: string, options: infer Options) => unknown> ? Options : never;

/** Client of a binding: its file, its export and its options. */
export type ClientReference = Omit<BindingReference, 'name'>;

/**
 * A file of the library that is bundled with functions, without its extension. The compiled library uses its ES module
 * build, of which esbuild drops unused code.
 */
export function shippedModule(file: ShippedPath): string {
  return path.join(LIBRARY, ...(FROM_SOURCE ? [] : ['esm']), ...file.split('/'));
}

/** Path of a shipped entry, which replaces the file of a user. */
export function shippedEntry(file: ShippedPath): string {
  return shippedModule(file) + (FROM_SOURCE ? '.ts' : '.js');
}

/** File and export of an adapter, for the bundler. */
export function shippedAdapter(
  provider: Room,
  { name, export: exported, options }: { readonly name: string; readonly export: string; readonly options?: object },
): AdapterReference {
  return { file: shippedModule(`${provider}/adapter/${name}`), export: exported, options };
}

/** File and export of a client, for the bundler. */
export function shippedClient(provider: Room, kind: string, options?: object): ClientReference {
  return { file: shippedModule(`${provider}/clients/${kind}`), export: `${kind}Client`, options };
}

/** Client of a secret that is an environment variable, on providers without a store of secrets. */
export function variableSecret(options: VariableSecretOptions): ClientReference {
  const exported: keyof typeof import('./runtime/variable-secret') = 'secretClient';
  return { file: shippedModule('runtime/variable-secret'), export: exported, options: { ...options } };
}

/** Client of a function at one of the addresses of its site. */
export function siteFunction(options: SiteFunctionOptions): ClientReference {
  const exported: keyof typeof import('./runtime/site-function') = 'functionClient';
  return { file: shippedModule('runtime/site-function'), export: exported, options: { ...options } };
}

/** Name of a user's entry in the app model; undefined for entries of the library. */
export function entryInModel(entry: string): string | undefined {
  return path.resolve(entry).startsWith(LIBRARY + path.sep) ? undefined : nameOfEntry(entry);
}

/** An entry relative to the working directory, with slashes: the same on every machine. */
export function nameOfEntry(entry: string): string {
  return path.relative(process.cwd(), path.resolve(entry)).replaceAll(path.sep, '/');
}
