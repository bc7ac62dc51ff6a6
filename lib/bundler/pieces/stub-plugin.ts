import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';
import type { PackageFile, PackageFiles } from './package-files';

const NAMESPACE = 'tw';
// In an import that only a stub has: the same id again, without its side effect.
const NAME = 'name:';
const KINDS = new Set(['import-statement', 'require-call', 'dynamic-import']);

/**
 * An esbuild plugin that puts stubs in the place of packages. A stub imports its package by its id, which is external, and has a
 * place of its own in the order of evaluation, which an external import does not.
 * @param apart whether each name is imported by a statement of its own, so that only those that are used are left
 */
export function stubPlugin(packages: PackageFiles, { apart }: { readonly apart: boolean }): Plugin {
  const resolved = new Map<string, Promise<PackageFile | undefined>>();
  const find = (build: PluginBuild, args: OnResolveArgs) => {
    const key = `${args.resolveDir}\0${args.kind === 'require-call'}\0${args.path}`;
    const found = resolved.get(key) ?? resolve(build, args, packages);
    resolved.set(key, found);
    return found;
  };
  const setup = (build: PluginBuild) => {
    // Relative imports are app code; an installed package is imported by its name.
    build.onResolve({ filter: /^[^.]/ }, async (args) => {
      if (args.namespace === NAMESPACE) return insideStub(args);
      if (!KINDS.has(args.kind) || args.pluginData?.isAsked || Object.keys(args.with).length > 0) return undefined;
      const file = await find(build, args);
      return file && replacement(file, apart);
    });
    build.onLoad({ filter: /^/, namespace: NAMESPACE }, ({ path: id }) => {
      const file = packages.byId.get(`tw:${id}`);
      return file && { contents: stub(file, apart) };
    });
  };
  return { name: 'tradewind-pieces', setup };
}

async function resolve(
  build: PluginBuild,
  { path: name, importer, resolveDir, kind }: OnResolveArgs,
  packages: PackageFiles,
): Promise<PackageFile | undefined> {
  const found = await build.resolve(name, { importer, resolveDir, kind, pluginData: { isAsked: true } });
  // esbuild itself reports missing modules: it can be a mistake, or in a `try` block.
  if (found.errors.length > 0 || found.external || found.namespace !== 'file' || found.suffix) return undefined;
  return packages.add(found.path, found.sideEffects);
}

function insideStub({ path: name }: OnResolveArgs): OnResolveResult {
  return { path: name.replace(NAME, ''), external: true, sideEffects: !name.startsWith(NAME) };
}

function replacement({ id, kind, names, sideEffects }: PackageFile, apart: boolean): OnResolveResult {
  // Its names show in the import statements that are left.
  if (apart && kind === 'esm' && names === undefined) return { path: id, external: true, sideEffects };
  return { path: id.slice('tw:'.length), namespace: NAMESPACE, sideEffects };
}

function stub({ id, kind, names = [] }: PackageFile, apart: boolean): string {
  if (kind === 'cjs') return `module.exports = require("${id}");`;
  if (!apart && names.length > 0) return `export { ${names.join(', ')} } from "${id}";`;
  return [`import "${id}";`, ...names.map((name) => `export { ${name} } from "${NAME}${id}";`)].join('\n');
}
