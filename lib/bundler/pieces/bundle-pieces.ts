/**
 * Bundles many functions so that esbuild prints a package once for each distinct set of uses, not once for each function. The
 * result behaves as one run of esbuild for each function would: the order in which modules are evaluated, what stays lazy,
 * the identity of modules, and the source maps of the app's code are the same.
 *
 * 1. `analyse` bundles all entries with stubs in the place of packages. The import statements that are left say which names a
 *    function uses of which package file; the metafile says in which order it evaluates them. Both together are its plan.
 * 2. `assignVendors` gives functions with the same packages in the same order one vendor file with the names of all of them.
 * 3. `buildVendors` prints the vendor files that the cache does not have.
 * 4. `compose` bundles all entries again, with calls of `vendor.js` in the place of packages: a few kilobytes each.
 *
 * Entries for which this cannot be done are not in the result, and are built by an ordinary run of esbuild.
 */
import type { Message, Metafile } from 'esbuild';
import { type Analysis, analyse, type EntryPoint } from './analyse';
import { buildVendors } from './build-vendors';
import { compose } from './compose';
import { PackageFiles, type Toolchain } from './package-files';
import { assignVendors, type KnownVendor, keyOf, type Plan, piecesOf } from './plan';

/** A request for the code of some entries. */
export interface PiecesRequest extends Omit<Toolchain, 'esbuild'> {
  readonly entries: readonly EntryPoint[];
  /** Folder that receives all files. */
  readonly outdir: string;
  readonly known: readonly KnownVendor[];
  /** Maps frames of packages in a stack, which takes a quarter more time. */
  readonly mapsPackages: boolean;
}

/** The part of a function's code that is the app's own, and what goes with it. */
export interface Composition extends Analysis {
  /** Key of its vendor file; none when it uses no package. */
  readonly vendor?: string;
}

/** Result of the build. Files are in the folder of the request, named by `out` and by the keys of vendor files. */
export interface PiecesResult {
  /** By the `out` of an entry. Entries that are missing have to be built as a whole. */
  readonly compositions: Readonly<Record<string, Composition>>;
  /** Of the app's own code. Packages are in it as files without imports. */
  readonly metafile: Metafile;
  readonly warnings: readonly Message[];
  /** Plans of the vendor files that were built, by their keys. */
  readonly vendors: Readonly<Record<string, Plan>>;
  readonly vendorMetafile: Metafile;
  readonly vendorWarnings: readonly Message[];
}

/** @throws what esbuild throws; an ordinary run then reports it with its place in the app */
export async function bundlePieces(esbuild: Toolchain['esbuild'], request: PiecesRequest): Promise<PiecesResult> {
  const { options, project, entries, outdir, known, mapsPackages } = request;
  const toolchain = { esbuild, options, project };
  const packages = new PackageFiles(toolchain);
  const analyses = await analyse(toolchain, entries, packages);
  const assigned = assign(analyses, known);
  const missing = new Map([...assigned.values()].map((plan) => [keyOf(plan), plan]));
  for (const { plan } of known) missing.delete(keyOf(plan));
  const printing = { ...toolchain, options: { ...options, sourcemap: mapsPackages ? options.sourcemap : false } };
  const vendors = await buildVendors(printing, [...missing.values()], outdir);
  for (const key of vendors.refused) missing.delete(key);
  const compositions = new Map(
    [...analyses].map(([out, analysis]): [string, Composition] => {
      const plan = assigned.get(out);
      return [out, { ...analysis, vendor: plan && keyOf(plan) }];
    }),
  );
  for (const [out, { vendor }] of compositions) if (vendors.refused.includes(vendor ?? '')) compositions.delete(out);
  const some = (hasVendor: boolean) =>
    entries.filter(({ out }) => compositions.has(out) && assigned.has(out) === hasVendor);
  const own = await compose(toolchain, some(true), packages, { outdir, hasVendor: true });
  const alone = await compose(toolchain, some(false), packages, { outdir, hasVendor: false });
  return {
    compositions: Object.fromEntries(compositions),
    metafile: withoutStubs([own.metafile, alone.metafile], packages),
    warnings: [...own.warnings, ...alone.warnings],
    vendors: Object.fromEntries(missing),
    vendorMetafile: vendors.metafile,
    vendorWarnings: vendors.warnings,
  };
}

/** Gives each entry that uses packages its vendor file. */
function assign(analyses: ReadonlyMap<string, Analysis>, known: readonly KnownVendor[]): Map<string, Plan> {
  const plans = [...analyses].map(([out, { plan }]) => [out, plan] as const);
  return assignVendors(new Map(plans.filter(([, plan]) => piecesOf(plan).length > 0)), known);
}

/** Joins metafiles, and names the package files where the stubs were. */
function withoutStubs(metafiles: readonly Metafile[], { byId }: PackageFiles): Metafile {
  const nameOf = (name: string) => byId.get(name)?.file ?? name;
  const inputs = Object.fromEntries(
    metafiles
      .flatMap((metafile) => Object.entries(metafile.inputs))
      .filter(([name]) => !byId.has(name))
      .map(([name, { imports, ...rest }]) => [
        name,
        { ...rest, imports: imports.map((each) => ({ ...each, path: nameOf(each.path) })) },
      ]),
  );
  for (const { file, kind } of byId.values()) inputs[file] ??= { bytes: 0, imports: [], format: kind };
  const outputs = Object.fromEntries(
    metafiles
      .flatMap((metafile) => Object.entries(metafile.outputs))
      .map(([name, { imports, inputs: parts, ...rest }]) => [
        name,
        {
          ...rest,
          imports: imports.filter((each) => !byId.has(each.path)),
          inputs: Object.fromEntries(Object.entries(parts).filter(([part]) => !byId.has(part))),
        },
      ]),
  );
  return { inputs, outputs };
}
