import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Script } from 'node:vm';
import type { BuildOptions, Message, Metafile, Plugin } from 'esbuild';
import type { Toolchain } from './package-files';
import { keyOf, type Plan } from './plan';
import { inSteps, isInSteps, VENDOR as NAMESPACE, vendorSource } from './vendor-source';

/** Vendor files that one run of esbuild prints. Each takes tens of megabytes while it is linked. */
const FILES_PER_RUN = 12;

/** Report of esbuild about the vendor files that it wrote. */
export interface VendorBuild {
  readonly metafile: Metafile;
  readonly warnings: readonly Message[];
  /** Keys of the plans that esbuild refused. */
  readonly refused: readonly string[];
}

/** Writes `<outdir>/<key>.js` for each plan: its packages, printed once for all functions that share it. */
export async function buildVendors(toolchain: Toolchain, plans: readonly Plan[], outdir: string): Promise<VendorBuild> {
  const metafile: Metafile = { inputs: {}, outputs: {} };
  const warnings: Message[] = [];
  const refused: string[] = [];
  const sorted = [...plans].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const run = async (some: readonly Plan[]): Promise<void> => {
    const result = await buildSome(toolchain, some, outdir).catch(() => undefined);
    if (result === undefined && some.length > 1) for (const plan of some) await run([plan]);
    else if (result === undefined) refused.push(...some.map(keyOf));
    else {
      Object.assign(metafile.inputs, result.metafile.inputs);
      Object.assign(metafile.outputs, result.metafile.outputs);
      warnings.push(...result.warnings);
    }
  };
  for (let at = 0; at < sorted.length; at += FILES_PER_RUN) await run(sorted.slice(at, at + FILES_PER_RUN));
  return { metafile, warnings, refused };
}

async function buildSome({ esbuild, options, project }: Toolchain, plans: readonly Plan[], outdir: string) {
  const sources = new Map(plans.map((plan) => [keyOf(plan), vendorSource(plan)]));
  const more = { metafile: true as const, banner: {}, footer: {}, outdir };
  const entryPoints = plans.map((plan) => ({ in: `vendor:${keyOf(plan)}`, out: keyOf(plan) }));
  const plugins = [vendorPlugin(sources, project.root)];
  const { metafile, warnings } = await esbuild.build({ ...options, ...more, entryPoints, plugins });
  for (const plan of plans.filter(isInSteps)) writeSteps(path.join(outdir, `${keyOf(plan)}.js`), plan, options);
  return { metafile, warnings };
}

function writeSteps(file: string, plan: Plan, { sourcemap }: BuildOptions): void {
  const code = inSteps(readFileSync(file, 'utf8'), plan);
  // Throws where a generator would not be the same.
  new Script(code);
  writeFileSync(file, code);
  if (sourcemap !== 'linked') return;
  const map = readFileSync(`${file}.map`, 'utf8');
  writeFileSync(`${file}.map`, map.replace(/"mappings": "/, '$&;'));
}

/** An esbuild plugin for the modules of vendor files. Their names are `<key>/<module>`. */
function vendorPlugin(sources: ReadonlyMap<string, ReadonlyMap<string, string>>, resolveDir: string): Plugin {
  return {
    name: 'tradewind-vendors',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^(?:tw|late|mark|main|vendor)\b/ }, ({ path: name, kind, importer, namespace }) => {
        if (kind === 'entry-point') return { path: `${name.slice('vendor:'.length)}/main`, namespace: NAMESPACE };
        if (namespace !== NAMESPACE) return undefined;
        return { path: `${importer.split('/')[0]}/${name}`, namespace: NAMESPACE };
      });
      onLoad({ filter: /^/, namespace: NAMESPACE }, ({ path: name }) => {
        const [key = '', module = ''] = name.split('/');
        return { contents: sources.get(key)?.get(module), resolveDir };
      });
    },
  };
}
