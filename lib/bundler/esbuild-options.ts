import * as path from 'node:path';
import type { BuildOptions } from 'esbuild';
import { importPath } from './portable-path';
import { type Project, realFile } from './project';
import type { BundleRequest, BundlingOptions } from './types';

/** Packages that are installed next to a bundle unless configured otherwise. */
export const NATIVE_MODULES: readonly string[] = ['sharp'];

/** Files that replace features missing in a module format. They cost nothing where they are not used. */
export const SUBSTITUTES = {
  cjs: {
    name: 'commonjs.js',
    text: "export const tradewindModuleUrl = /* @__PURE__ */ (() => require('node:url').pathToFileURL(__filename).href)();\n",
  },
  esm: {
    name: 'esmodule.js',
    text: [
      "import { dirname } from 'node:path';",
      "import { fileURLToPath } from 'node:url';",
      'const filename = /* @__PURE__ */ fileURLToPath(import.meta.url);',
      'const folder = /* @__PURE__ */ dirname(/* @__PURE__ */ fileURLToPath(import.meta.url));',
      'export { filename as __filename, folder as __dirname };',
      '',
    ].join('\n'),
  },
} as const;

const IMPORT_META = {
  'import.meta.url': 'tradewindModuleUrl',
  'import.meta.dirname': '__dirname',
  'import.meta.filename': '__filename',
};

// Bundled CommonJS packages call `require`, which ES modules do not have.
const CREATE_REQUIRE =
  "import{createRequire as __tradewindRequire}from'node:module';const require=__tradewindRequire(import.meta.url);";

// workerd has no `require` in ES modules, and its `createRequire` gives namespaces of built-in modules.
const REQUIRE_BUILTIN =
  "const require=(name)=>{const found=process.getBuiltinModule(name);if(found)return found;throw Error('Cannot find module '+name)};";

/**
 * Returns packages that are not bundled but installed: those with native code, unless the user supplies them otherwise.
 */
export function nativeModules(options: BundlingOptions = {}): readonly string[] {
  const listed = new Set([...NATIVE_MODULES, ...(options.nativeModules ?? [])]);
  return [...listed].filter((name) => !(options.external ?? []).includes(name)).sort();
}

/** Returns all options of esbuild, except for the entries. Requests with equal options are built together. */
export function esbuildOptions(request: BundleRequest, project: Project): BuildOptions {
  const { nativeModules: _natives, maxBundleSize: _budget, ...user } = request.options ?? {};
  const { shape } = request;
  const format = (shape?.format ?? user.format) === 'esm' ? 'esm' : 'cjs';
  const worker = shape?.platform === 'worker';
  const substitute = path.join(project.cache, 'entries', SUBSTITUTES[format].name);
  return {
    // Measured: with these main fields a bundled SDK starts fastest, in either format. For `browser`, esbuild has
    // `browser, module, main`, and prefers `main` for modules loaded by `require()`.
    ...(worker ? { conditions: ['workerd', 'worker', 'browser'] } : { mainFields: ['module', 'main'] }),
    minify: true,
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    charset: 'utf8',
    legalComments: 'none',
    target: request.target,
    ...user,
    ...relativeToRoot(user, project.root),
    ...(shape?.wasm ? { loader: { ...user.loader, '.wasm': 'copy' }, assetNames: '[name]-[hash]' } : {}),
    ...(format === 'esm' ? { outExtension: { '.js': '.mjs' } } : {}),
    format,
    platform: worker ? 'browser' : 'node',
    bundle: true,
    metafile: true,
    logLevel: 'silent',
    logLimit: 0,
    // Wrappers are below node_modules, where esbuild does not warn by itself.
    logOverride: { ...user.logOverride, 'import-is-undefined': 'warning' },
    banner:
      format === 'esm'
        ? { ...user.banner, js: `${worker ? REQUIRE_BUILTIN : CREATE_REQUIRE}${user.banner?.js ?? ''}` }
        : user.banner,
    define: format === 'cjs' ? { ...IMPORT_META, ...user.define } : user.define,
    // A worker has no file system, so it has no paths.
    inject: [...(worker ? [] : [importPath(project.root, substitute)]), ...rebaseAll(user.inject ?? [], project.root)],
    external: externalsOf(request, user, project.root),
  };
}

/** Returns modules that are not bundled: installed ones, those of the runtime, and the user's. */
function externalsOf({ options, shape }: BundleRequest, user: BuildOptions, root: string): string[] {
  return [
    ...nativeModules(options).flatMap((name) => [name, `${name}/*`]),
    ...(shape?.external ?? []),
    ...(shape?.builtins?.names ?? []).flatMap((name) => [name, `node:${name}`]),
    ...(user.external ?? []).map((name) => rebase(name, root)),
  ];
}

/**
 * Rewrites paths: users write them from their working directory; esbuild reads them from the root, and the cache must
 * be portable.
 */
function relativeToRoot(user: BuildOptions, root: string): BuildOptions {
  const alias = Object.entries(user.alias ?? {}).map(([name, to]) => [name, rebase(to, root)]);
  return {
    ...(user.alias ? { alias: Object.fromEntries(alias) } : {}),
    ...(user.tsconfig ? { tsconfig: rebaseAll([user.tsconfig], root)[0] } : {}),
  };
}

function rebase(name: string, root: string): string {
  const isPath = /^\.{1,2}([\\/]|$)/.test(name) || path.isAbsolute(name);
  return isPath ? importPath(root, realFile(path.resolve(name))) : name;
}

function rebaseAll(files: readonly string[], root: string): string[] {
  return files.map((file) => importPath(root, realFile(path.resolve(file))));
}
