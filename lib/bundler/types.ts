import type { BuildOptions } from 'esbuild';
import type { LockedTree } from './native-tree';

/** esbuild options that the bundler sets itself; setting one of them is refused with its reason. */
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
 * Bundling options of an entry: those of esbuild, and three of our own.
 * @see https://esbuild.github.io/api/
 */
export interface BundlingOptions extends Omit<BuildOptions, OwnedOption> {
  /**
   * Packages with native code. When a bundle imports one, it is installed for the function's CPU and libc and deployed
   * next to the bundle instead of in it.
   * @default ['sharp']
   */
  readonly nativeModules?: readonly string[];
  /**
   * Maximum size of a function's deployed code without its source map, in bytes. A larger bundle is refused.
   * @default - no budget
   */
  readonly maxBundleSize?: number;
}

/** Target of a function, for which native packages are installed. */
export interface NativeTarget {
  readonly os: 'linux';
  readonly cpu: 'arm64' | 'x64';
  readonly libc: 'glibc' | 'musl';
}

/** File that converts a provider's event to the portable one, and its function that does so. */
export interface AdapterReference {
  /** Absolute path, without its extension when it is part of tradewind. */
  readonly file: string;
  /** Name of the exported function `(entry, setup) => handler`. */
  readonly export: string;
  /** Options of the adapter (`setup.options`), as JSON. */
  readonly options?: object;
}

/** Client of a binding: a function `(name, options) => (variables) => client` of a file that is bundled in. */
export interface BindingReference {
  /** Name in the handler's `env`. */
  readonly name: string;
  /** Absolute path, without its extension when it is part of tradewind. */
  readonly file: string;
  /** Name of the exported function. */
  readonly export: string;
  /** Second argument of the function, as JSON. */
  readonly options?: object;
}

/** Requirements of the provider for the file that it loads. */
export interface ModuleShape {
  /** Platform: Node.js, or a runtime that has web standards only. */
  readonly platform: 'node' | 'worker';
  /** Module format that the provider requires. @default - that of the user's options, else CommonJS */
  readonly format?: 'cjs' | 'esm';
  /** Name of the export that is the handler. @default 'handler' */
  readonly exportAs?: 'handler' | 'default';
  /** Exports that the provider reads without running the file, as JSON: `{ config: { path: '/api/*' } }`. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** `true` if imported compiled WebAssembly is a separate module next to the main file, with its hash in its name. */
  readonly wasm?: boolean;
  /** Modules that the runtime provides. */
  readonly external?: readonly string[];
  /** Built-in modules of Node.js that the runtime has. @default - all of them when `platform` is `node`, else none */
  readonly builtins?: {
    /** Names without `node:`. */
    readonly names: readonly string[];
    /** Name of the runtime in refusals. */
    readonly runtime: string;
  };
}

/** Request of a construct to the bundler. */
export interface BundleRequest {
  /** Construct path, for errors. */
  readonly path: string;
  /** User's file. Absolute, or relative to the working directory. */
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

/** Finished bundle, in the cache: never written to again. */
export interface BundleOutput {
  /**
   * Changes with all deployed files, in hexadecimal; the same on every machine. For a function whose packages are in a file of their
   * own it is made of its code, what it uses of the packages, and their files: neighbours may share the file and use more.
   */
  readonly hash: string;
  /** Absolute path of the folder to deploy. Its main file is `index.js` or `index.mjs`. */
  readonly directory: string;
  /** Deployed bytes without source maps. */
  readonly bytes: number;
  /** esbuild's warnings, formatted. */
  readonly warnings: readonly string[];
  /** Resolution of the native modules next to the code, if there are any: entries of a `package-lock.json`. */
  readonly nativeLock?: LockedTree;
}

/** Bundle that is built on demand. */
export interface Bundle {
  readonly request: BundleRequest;
  /** Builds everything registered so far, once, and returns this bundle's output. @throws BundleError */
  output(): BundleOutput;
}
