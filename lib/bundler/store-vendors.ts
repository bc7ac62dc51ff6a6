import type { BuildJob } from './build-job';
import { describe } from './build-messages';
import type { BuiltCodes } from './built-code';
import { digestOf } from './bundle-identity';
import type { BuiltCode } from './cache-index';
import type { PiecesBuild } from './code-build';
import { checkExternals } from './entry-checks';
import { isGenerated } from './generated-entry';
import { ImportGraph } from './import-graph';
import type { OutputStore } from './output-store';
import type { Plan } from './pieces/plan';
import { isVirtual, vendorMain } from './pieces/vendor-source';
import { isInstalled } from './portable-path';
import { filesThatRequireOther } from './required-modules';
import { storeFiles } from './store-code';

/** A vendor file that may be shipped, and the files of packages in it. */
export interface Vendor {
  readonly code: BuiltCode;
  readonly files: ReadonlySet<string>;
}

/**
 * Stores the vendor files of a build, by their keys. One that an ordinary build would report something about is left out, so
 * that the functions with it are built in that way.
 * @param job one of the build
 */
export function storeVendors(
  build: PiecesBuild,
  job: BuildJob,
  { store, built }: { readonly store: OutputStore; readonly built: BuiltCodes },
): Map<string, Vendor> {
  const { inputs, outputs } = build.vendorMetafile;
  const graph = new ImportGraph(inputs, job.project.root);
  const others = filesThatRequireOther(inputs, job.project.root);
  const stored = new Map<string, Vendor>();
  for (const [key, plan] of Object.entries(build.vendors)) {
    const reachable = graph.reachable(vendorMain(key));
    const files = [...reachable].filter((name) => !isVirtual(name) && !isGenerated(name));
    const printed = { metafile: { inputs, outputs }, folder: build.folder };
    const own: BuildJob = { ...job, generated: { ...job.generated, id: key } };
    const warnings = build.vendorWarnings.filter(({ location }) => location === null || reachable.has(location.file));
    const isSound =
      files.every((name) => isInstalled(name.replace('(disabled):', '')) && !others.has(name)) &&
      warnings.length === 0 &&
      checkExternals(own, { ...build, ...printed }, reachable).length === 0;
    if (!isSound) continue;
    const code = { ...storeFiles(own, printed, store, 'vendor'), warnings: warnings.map(describe) };
    if (code.files.some(({ name }) => !/^vendor\.js(\.map)?$/.test(name))) continue;
    stored.set(key, { code: remember(key, code, { plan, files, job, inputs, built }), files: new Set(files) });
  }
  return stored;
}

interface Content {
  readonly plan: Plan;
  readonly files: readonly string[];
  readonly job: BuildJob;
  readonly inputs: PiecesBuild['metafile']['inputs'];
  readonly built: BuiltCodes;
}

function remember(key: string, code: BuiltCode, { plan, files, job, inputs, built }: Content): BuiltCode {
  built.add(key, code, files, inputs, job);
  const complete = { ...code, packages: { plan, digest: digestOf(built.fingerprintsOf(files), job) } };
  built.add(key, complete, files, inputs, job);
  return complete;
}
