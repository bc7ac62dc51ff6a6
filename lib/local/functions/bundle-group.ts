import * as path from 'node:path';
import { build, type Metafile } from 'esbuild';
import type { BuiltCode, Bundle } from './bundle';

/**
 * Builds many bundles with one run of esbuild for each group: what they share is read once. A group in which one does not
 * build is left out, since the mistake has to be reported with its function.
 */
export async function buildTogether(bundles: readonly Bundle[]): Promise<Map<Bundle, BuiltCode>> {
  const groups = new Map<string, Bundle[]>();
  for (const bundle of bundles) groups.set(bundle.group, [...(groups.get(bundle.group) ?? []), bundle]);
  const built = await Promise.all([...groups.values()].map((group) => buildGroup(group).catch(() => [])));
  return new Map(built.flat());
}

async function buildGroup(bundles: readonly Bundle[]): Promise<[Bundle, BuiltCode][]> {
  const [first] = bundles;
  if (first === undefined) return [];
  for (const bundle of bundles) bundle.prepare();
  const entryPoints = bundles.map((bundle, index) => ({
    in: bundle.options().entryPoints[0].in,
    out: `index-${index}`,
  }));
  const { outputFiles, metafile } = await build({ ...first.options(), entryPoints });
  return bundles.map((bundle, index) => {
    // Code and source map of the bundle, and assets, which may be of any.
    const isOwn = (name: string) => !/^index-\d+\./.test(name) || name.startsWith(`index-${index}.`);
    const outputs = outputFiles.filter((output) => isOwn(path.basename(output.path)));
    return [bundle, bundle.take(outputs, inputsOf(metafile, index))];
  });
}

/** The inputs of one of the bundles. */
function inputsOf({ outputs, inputs }: Metafile, index: number): Metafile['inputs'] {
  const name = new RegExp(`/index-${index}\\.m?js$`);
  const [, output] = Object.entries(outputs).find(([file]) => name.test(file)) ?? [];
  return Object.fromEntries(Object.entries(inputs).filter(([file]) => output && file in output.inputs));
}
