import { type BuildOptions, version as esbuildVersion } from 'esbuild';
import { ValidationError } from '../errors';
import type { Project } from './project';
import type { BundleRequest, BundlingOptions, OwnedOption } from './types';
import { IMPORT_META_URL } from './wrapper';

/** Packages that are known to have native code. */
const NATIVE_MODULES = ['sharp'];

const OWNED: Readonly<Record<OwnedOption, string>> = {
  absWorkingDir: 'is the root of the project, so that bundles are the same on every machine',
  allowOverwrite: 'has no meaning here: output goes to a new folder',
  bundle: 'is always on',
  entryNames: 'is fixed: the function is found by the name',
  entryPoints: 'are collected from the whole app',
  logLevel: 'is fixed: errors and warnings are reported with their construct',
  metafile: 'is always on: the cache needs it',
  nodePaths: 'depends on the machine',
  outbase: 'is fixed, so that bundles are the same on every machine',
  outdir: 'is fixed, so that bundles are the same on every machine',
  outExtension: 'is fixed: the function is found by the name',
  outfile: 'is fixed: the function is found by the name',
  platform: 'is set by the provider',
  plugins: 'cannot run: all functions are bundled in one synchronous run, and esbuild runs no plugins in those',
  splitting: 'would change the bundle of one function when another one is added',
  stdin: 'has no meaning here: entries are files',
  write: 'is always on',
};

/** Refuses options that are not the user's to set. @throws ValidationError */
export function checkOptions(path: string, options: BundlingOptions | undefined): void {
  const problems = Object.keys(options ?? {})
    .filter((key): key is OwnedOption => key in OWNED)
    .map((key) => ({ code: 'BUNDLING_OWNED', prop: `bundling.${key}`, rule: OWNED[key], fix: 'remove it' }));
  const budget = options?.maxBundleSize;
  if (budget !== undefined && !(budget > 0)) {
    const rule = 'is no number of bytes over 0';
    problems.push({
      code: 'BUNDLE_SIZE',
      prop: 'bundling.maxBundleSize',
      rule,
      fix: 'give the most bytes that may be shipped',
    });
  }
  if (problems.length > 0) throw new ValidationError(path, problems);
}

/** Requests of one group are built in one run of esbuild. */
export interface Group {
  readonly project: Project;
  readonly target: string;
  readonly options: BuildOptions;
  readonly nativeModules: readonly string[];
}

/** The group of a request: what its esbuild run depends on, besides the files. */
export function groupOf(project: Project, request: BundleRequest): Group {
  const { nativeModules = [], maxBundleSize: _, ...options } = request.options ?? {};
  return {
    project,
    target: request.target,
    options,
    nativeModules: [...new Set([...NATIVE_MODULES, ...nativeModules])],
  };
}

/** Equal for equal groups. The version of esbuild is part of it, because its output is. */
export function groupKey({ project, target, options, nativeModules }: Group): string {
  return JSON.stringify([project.root, ...formatKey({ target, options, nativeModules })]);
}

/** The part of the key that is the same on every machine. */
export function formatKey({ target, options, nativeModules }: Omit<Group, 'project'>): unknown[] {
  return [esbuildVersion, target, options, nativeModules];
}

/** Whether the output is an ES module. */
export function isEsm(group: Group): boolean {
  return group.options.format === 'esm';
}

/** Name of the main file. */
export function mainFile(group: Group): string {
  return isEsm(group) ? 'index.mjs' : 'index.js';
}

/**
 * The options of a run. CommonJS, ES modules of packages preferred, and everything bundled in, the AWS SDK too: measured
 * fastest at cold start. The map is shipped, and read only when an error is logged.
 */
export function esbuildOptions(group: Group, importMetaFile: string): BuildOptions {
  const { options } = group;
  return {
    format: 'cjs',
    minify: true,
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    mainFields: ['module', 'main'],
    charset: 'utf8',
    legalComments: 'none',
    target: group.target,
    ...options,
    ...(isEsm(group) ? esmOptions(options) : commonJsOptions(options, importMetaFile)),
    external: [...(options.external ?? []), ...group.nativeModules],
    absWorkingDir: group.project.root,
    platform: 'node',
    bundle: true,
    metafile: true,
    logLevel: 'silent',
    logLimit: 0,
  };
}

function commonJsOptions(options: BuildOptions, importMetaFile: string): BuildOptions {
  return {
    define: { 'import.meta.url': IMPORT_META_URL, ...options.define },
    inject: [importMetaFile, ...(options.inject ?? [])],
  };
}

/** What CommonJS dependencies take for granted, and an ES module does not have. */
const COMMON_JS_GLOBALS = [
  "import{createRequire as __tradewindCreateRequire}from'node:module'",
  "import{fileURLToPath as __tradewindToPath}from'node:url'",
  "import{dirname as __tradewindDirname}from'node:path'",
  'const require=__tradewindCreateRequire(import.meta.url)',
  'const __filename=__tradewindToPath(import.meta.url)',
  'const __dirname=__tradewindDirname(__filename)',
].join(';');

function esmOptions(options: BuildOptions): BuildOptions {
  const js = [COMMON_JS_GLOBALS, options.banner?.js].filter(Boolean).join('\n');
  return { banner: { ...options.banner, js: `${js};` }, outExtension: { '.js': '.mjs' } };
}
