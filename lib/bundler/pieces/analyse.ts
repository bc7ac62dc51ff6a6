import { isBuiltin } from 'node:module';
import * as path from 'node:path';
import type { Metafile } from 'esbuild';
import { itemAt, valueIn } from '../../lookup';
import { sha256 } from '../digest';
import { type PackageFiles, READABLE, type Toolchain } from './package-files';
import type { Piece, Plan } from './plan';
import { stubPlugin } from './stub-plugin';
import { type Use, usesIn } from './uses';

/** An entry, and the name of its output without the extension. */
export interface EntryPoint {
  readonly in: string;
  readonly out: string;
}

/** Result of the analysis of an entry. */
export interface Analysis {
  readonly plan: Plan;
  /**
   * Changes with the code that the entry has of the app, and with nothing that other entries do. Names in the code that is shipped
   * are shortened by how often letters occur in it, in the stubs too, which have the names that other entries use.
   */
  readonly digest: string;
}

interface Output {
  readonly uses: ReadonlyMap<string, Use>;
  /** Name of the entry's file in the metafile. */
  readonly entryPoint: string;
}

/**
 * Runs the entries without their packages and reads what each uses of them.
 * @param first what a first look gave, in which no name of a package is known yet
 * @returns the analysis of each entry, by its output; none for an entry whose use of a package cannot be known
 */
export async function analyse(
  toolchain: Toolchain,
  entries: readonly EntryPoint[],
  packages: PackageFiles,
  first?: ReadonlyMap<string, string>,
): Promise<Map<string, Analysis>> {
  const { metafile, outputFiles } = await toolchain.esbuild.build({
    ...toolchain.options,
    ...READABLE,
    entryPoints: [...entries],
    plugins: [stubPlugin(packages, { apart: true })],
  });
  const texts = new Map(outputFiles.map((file) => [path.basename(file.path, '.js'), file.text]));
  const digests = first ?? new Map([...texts].map(([out, text]) => [out, digestOf(text)]));
  const outputs = new Map(
    Object.entries(metafile.outputs).flatMap(([name, { entryPoint }]): [string, Output][] => {
      const out = path.posix.basename(name, '.js');
      const uses = usesIn(texts.get(out) ?? '', (id) => packages.byId.has(id));
      return entryPoint === undefined || !name.endsWith('.js') ? [] : [[out, { uses, entryPoint }]];
    }),
  );
  const all = [...outputs.values()].flatMap(({ uses }) => [...uses]);
  const unlisted = new Set(all.flatMap(([id, { isWhole }]) => (isWhole && isUnlisted(packages, id) ? [id] : [])));
  if (unlisted.size > 0) {
    await packages.listAll([...unlisted].sort());
    return analyse(toolchain, entries, packages, digests);
  }
  for (const [id, { names, unused }] of all) for (const name of [...names, ...unused]) packages.use(id, name);
  const known = [...outputs].filter(([, { uses }]) => [...uses].every(([id, use]) => isKnown(packages, id, use)));
  return new Map(
    known.map(([out, output]) => [
      out,
      { plan: planOf(output, metafile.inputs, packages), digest: digests.get(out) ?? '' },
    ]),
  );
}

/** Comments name files by their place on this machine. */
function digestOf(text: string): string {
  return sha256(text.replace(/^\s*\/\/.*$/gm, ''));
}

function isUnlisted(packages: PackageFiles, id: string): boolean {
  const file = packages.byId.get(id);
  return file?.kind === 'esm' && file.names === undefined && file.isOpaque === undefined;
}

function isKnown(packages: PackageFiles, id: string, { isWhole }: Use): boolean {
  return !isWhole || packages.byId.get(id)?.isOpaque !== true;
}

/** In which order a function evaluates its packages, and where modules of the app run in between. */
function planOf({ uses, entryPoint }: Output, inputs: Metafile['inputs'], packages: PackageFiles): Plan {
  const piece = (id: string): Piece => {
    const { file, kind } = valueIn(packages.byId, id);
    return { id, file, kind, names: kind === 'cjs' ? [] : [...valueIn(uses, id).names].sort() };
  };
  const isPure = ({ id }: Piece) => packages.byId.get(id)?.sideEffects === false;
  const groups = groupsOf(entryPoint, inputs, packages)
    .map((group) => group.filter((id) => uses.has(id)).map(piece))
    .filter((group) => group.length > 0)
    // Where the order cannot matter it is made the same, so that more functions share a vendor file.
    .map((group) => (group.every(isPure) ? group.sort(byId) : group));
  const eager = new Set(groups.flat().map(({ id }) => id));
  const late = [...uses.keys()].filter((id) => !eager.has(id)).sort();
  return { groups, late: late.map(piece) };
}

/** Ids of the packages that are imported by statements, in order of evaluation, parted where other code runs. */
function groupsOf(entryPoint: string, inputs: Metafile['inputs'], packages: PackageFiles): string[][] {
  const groups: string[][] = [[]];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    if (packages.byId.has(name)) {
      itemAt(groups, -1).push(name);
      return;
    }
    const imports = (inputs[name]?.imports ?? []).filter(({ kind }) => kind === 'import-statement');
    for (const { path: next } of imports) if (!isBuiltin(next)) visit(next);
    groups.push([]);
  };
  visit(entryPoint);
  return groups;
}

function byId(one: Piece, other: Piece): number {
  return one.id < other.id ? -1 : 1;
}
