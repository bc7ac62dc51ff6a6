import type { BuildOptions } from 'esbuild';
import type { LockedTree } from './native-tree';

/** esbuild options that the bundler sets itself; giving one of them is refused with its reason. */
export type OwnedOption =
  | 'absWorkingDir'
  | 'allowOverwrite'
  | 'bundle'
  | 'entryNames'
  | 'entryPoints'
  | 'logLevel'
  | 'mangleCache'
  | 'mangleProps'
  | 'mangleQuoted'
  | 'metafile'
  | 'nodePaths'
  | 'outbase'
  | 'outdir'
  | 'outExtension'
  | 'outfile'
  | 'platform'
  | 'plugins'
  | 'reserveProps'
  | 'splitting'
  | 'stdin'
  | 'write';

/**
 * How an entry is bundled: real esbuild options, and three of our own.
 * @see https://esbuild.github.io/api/
 */
export interface BundlingOptions extends Omit<BuildOptions, OwnedOption> {
  /**
   * Packages with native code. When a bundle imports one, it is installed for the function's CPU and libc and shipped
   * beside the bundle instead of in it.
   * @default ['sharp']
   */
  readonly nativeModules?: readonly string[];
  /**
   * Largest size of what is shipped for a function, source map left out, in bytes. A larger bundle is refused.
   * @default - no budget
   */
  readonly maxBundleSize?: number;
}

/** Where a function will run: what native packages are installed for. */
export interface NativeTarget {
  readonly os: 'linux';
  readonly cpu: 'arm64' | 'x64';
  readonly libc: 'glibc' | 'musl';
}

/** The file that turns a provider's event into the portable one, and the function in it that does so. */
export interface AdapterReference {
  /** Absolute path, without its extension when it is part of tradewind. */
  readonly file: string;
  /** Name of the exported function `(entry, setup) => handler`. */
  readonly export: string;
  /** Its `setup.options`, as JSON. */
  readonly options?: object;
}

/** The client of a binding: a function `(name, options) => (variables) => client` of a file that is bundled in. */
export interface BindingReference {
  /** What the handler calls it. */
  readonly name: string;
  /** Absolute path, without its extension when it is part of tradewind. */
  readonly file: string;
  /** Name of the exported function. */
  readonly export: string;
  /** Second argument of the function, as JSON. */
  readonly options?: object;
}

/** What the provider expects of the file that it loads. */
export interface ModuleShape {
  /** What it runs on: Node.js, or a runtime that has web standards only. */
  readonly platform: 'node' | 'worker';
  /** Module format that the provider asks for. @default - what the user's options say, else CommonJS */
  readonly format?: 'cjs' | 'esm';
  /** Name of the export that is the handler. @default 'handler' */
  readonly exportAs?: 'handler' | 'default';
  /** Exports that the provider reads without running the file, as JSON: `{ config: { path: '/api/*' } }`. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** Whether compiled WebAssembly that is imported lies beside the main file, as a module of its own with its hash in its name. */
  readonly wasm?: boolean;
  /** Modules that the runtime brings along. */
  readonly external?: readonly string[];
  /** Built-in modules of Node.js that the runtime has. @default - all of them when `platform` is `node`, else none */
  readonly builtins?: {
    /** Names without `node:`. */
    readonly names: readonly string[];
    /** The runtime, as refusals name it. */
    readonly runtime: string;
  };
}

/** What a construct asks of the bundler. */
export interface BundleRequest {
  /** Construct path, for errors. */
  readonly path: string;
  /** The user's file. Absolute, or relative to the working directory. */
  readonly entry: string;
  /** Name of the export to use. @default - `handler` when the entry exports it, else the default export */
  readonly handler?: string;
  readonly adapter: AdapterReference;
  /** esbuild target of the provider's runtime, such as `node24`. */
  readonly target: string;
  readonly native: NativeTarget;
  readonly options?: BundlingOptions;
  /** Clients that the adapter puts into `env`. */
  readonly bindings?: readonly BindingReference[];
  /** @default - a CommonJS file for Node.js that exports `handler` */
  readonly shape?: ModuleShape;
}

/** A finished bundle, in the cache: never written to again. */
export interface BundleOutput {
  /** SHA-256 of the names and contents of everything that is shipped, in hexadecimal. */
  readonly hash: string;
  /** Absolute path of the folder to ship. Its main file is `index.js` or `index.mjs`. */
  readonly directory: string;
  /** Bytes shipped, source maps left out. */
  readonly bytes: number;
  /** esbuild's warnings, formatted. */
  readonly warnings: readonly string[];
  /** Resolution of the native modules beside the code, if there are any: entries of a `package-lock.json`. */
  readonly nativeLock?: LockedTree;
}

/** A bundle that will exist once it is asked for. */
export interface Bundle {
  readonly request: BundleRequest;
  /** Builds everything registered so far, once, and returns this bundle's output. @throws BundleError */
  output(): BundleOutput;
}
