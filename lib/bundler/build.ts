import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { type BuildFailure, type BuildResult, buildSync, type Message, type Metafile } from 'esbuild';
import { reachable } from './graph';
import { esbuildOptions, type Group, mainFile } from './options';
import { toPosix } from './project';
import { IMPORT_META_FILE, type Wrapper, wrapperFolder, writeWrappers } from './wrapper';

/** What one run of esbuild made of one wrapper. */
export interface BuiltEntry {
  /** Folder of its files, to be moved away. */
  readonly folder: string;
  /** Every file that it depends on, relative to the root. */
  readonly inputs: ReadonlySet<string>;
  /** Packages that it loads at run time. */
  readonly externals: readonly string[];
  readonly warnings: readonly Message[];
  /** Inputs and the bytes that each takes in the output. */
  readonly weights: readonly (readonly [file: string, bytes: number])[];
}

/** Results by the id of the wrapper, or the errors of the run. */
export type BuildOutcome =
  | { readonly entries: ReadonlyMap<string, BuiltEntry>; dispose(): void }
  | { readonly entries?: undefined; readonly errors: readonly Message[] };

let runs = 0;

/** How many times esbuild has been run in this process. */
export function esbuildRuns(): number {
  return runs;
}

/** Builds all wrappers in one run of esbuild, to disk: hundreds of bundles do not fit through its pipe well. */
export function build(group: Group, wrappers: readonly Wrapper[]): BuildOutcome {
  const { project } = group;
  writeWrappers(project, wrappers);
  // The depth of this folder is part of the maps, its name is not: processes get one each.
  const outdir = path.join(project.cache, 'build', `${process.pid}-${++runs}`);
  const dispose = () => rmSync(outdir, { recursive: true, force: true });
  try {
    const entryPoints = wrappers.map(({ id }) => ({
      in: path.join(wrapperFolder(project), `${id}.js`),
      out: `${id}/index`,
    }));
    const options = esbuildOptions(group, path.join(wrapperFolder(project), IMPORT_META_FILE));
    const result = buildSync({ ...options, entryPoints, outdir }) as BuildResult<{ metafile: true }>;
    return { entries: readResult(group, wrappers, outdir, result), dispose };
  } catch (error) {
    dispose();
    const { errors } = error as Partial<BuildFailure>;
    if (errors === undefined) throw error;
    return { errors };
  }
}

function readResult(
  group: Group,
  wrappers: readonly Wrapper[],
  outdir: string,
  { metafile, warnings }: BuildResult<{ metafile: true }>,
): Map<string, BuiltEntry> {
  const { root } = group.project;
  const relative = (file: string) => toPosix(path.relative(root, file));
  const inputs = new Map(wrappers.map(({ id }) => [id, reachable(metafile, wrapperInput(metafile, id))]));
  return new Map(
    wrappers.map(({ id }) => {
      const reached = inputs.get(id)!;
      const output = metafile.outputs[relative(path.join(outdir, id, mainFile(group)))]!;
      const entry: BuiltEntry = {
        folder: path.join(outdir, id),
        inputs: reached,
        externals: output.imports.filter(({ external }) => external).map((imported) => imported.path),
        warnings: warnings.filter(({ location }) => location === null || reached.has(location.file)),
        weights: Object.entries(output.inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput]),
      };
      return [id, entry];
    }),
  );
}

/** By its name: esbuild writes paths in which symbolic links are resolved. */
function wrapperInput(metafile: Metafile, id: string): string {
  wrapperInputs.set(metafile, wrapperInputs.get(metafile) ?? indexByName(metafile));
  return wrapperInputs.get(metafile)!.get(`${id}.js`)!;
}

const wrapperInputs = new WeakMap<Metafile, Map<string, string>>();

function indexByName(metafile: Metafile): Map<string, string> {
  const wrappers = Object.keys(metafile.inputs).filter((file) => file.includes('tradewind/entries/'));
  return new Map(wrappers.map((file) => [path.posix.basename(file), file]));
}
