import { valueIn } from '../lookup';
import { type BuildJob, type BuildJobs, isAny } from './build-job';
import type { BuiltCodes } from './built-code';
import { identityOf } from './bundle-identity';
import type { BuiltCode, CacheIndex } from './cache-index';
import { type CodeBuilder, generatedName, type PiecesBuild } from './code-build';
import { checkExports, checkExternals } from './entry-checks';
import type { Fingerprints } from './fingerprints';
import { isGenerated } from './generated-entry';
import { ImportGraph } from './import-graph';
import type { OutputStore } from './output-store';
import { asNodeResolves, filesThatRequireOther } from './required-modules';
import { storeCode } from './store-code';
import { storeVendors, type Vendor } from './store-vendors';

/** State of the build of one group. */
export interface GroupState {
  readonly fingerprints: Fingerprints;
  readonly builder: CodeBuilder;
  readonly store: OutputStore;
  readonly index: CacheIndex;
  /** Receives what is built, for the cache index. */
  readonly built: BuiltCodes;
  /** Receives what is built, by the id of the generated entry. Has what was found in the cache. */
  readonly code: Map<string, BuiltCode>;
  /** Receives the vendor files that the code uses, by their keys. */
  readonly vendors: Map<string, BuiltCode>;
}

/**
 * Builds the jobs of one group so that packages are printed once, not once for each job.
 * @returns the jobs for which that cannot be done: they have to be built as a whole
 * @see ./pieces/bundle-pieces.ts
 */
export function buildInPieces(jobs: readonly BuildJob[], state: GroupState): readonly BuildJob[] {
  if (!isAny(jobs) || !isInPieces(jobs[0])) return jobs;
  const { code, store } = state;
  const used = new Set([...code.values()].flatMap(({ vendor }) => vendor?.key ?? []));
  const found = [...state.index.vendors()].filter(([, vendor]) => store.has(vendor.hash, [vendor]));
  const known = found.flatMap(([key, { packages }]) =>
    packages ? [{ plan: packages.plan, isUsed: used.has(key) }] : [],
  );
  const build = state.builder.buildPieces(jobs, known);
  if (build === undefined) return jobs;
  try {
    const vendors = new Map([
      ...found.map(([key, vendor]) => [key, { code: vendor, files: new Set(state.index.filesOf(key)) }] as const),
      ...storeVendors(build, jobs[0], state),
    ]);
    return storeJobs(jobs, build, vendors, state);
  } finally {
    build.dispose();
  }
}

/**
 * Tests if jobs with these options are built in pieces. Packages of ES modules would need a name for each export, and injected files would be there twice: once in the code of the
 * app and once beside its packages.
 */
export function isInPieces({ options, request }: BuildJob): boolean {
  return (
    options.format === 'cjs' &&
    options.platform === 'node' &&
    !options.preserveSymlinks &&
    (request.options?.inject ?? []).length === 0
  );
}

function storeJobs(
  jobs: BuildJobs,
  build: PiecesBuild,
  vendors: ReadonlyMap<string, Vendor>,
  state: GroupState,
): BuildJob[] {
  const { inputs } = build.metafile;
  const { root } = jobs[0].project;
  const graph = new ImportGraph(inputs, root);
  const others = filesThatRequireOther(inputs, root);
  const reachable = new Map(jobs.map((job) => [job, graph.reachable(generatedName(job))]));
  const hasOther = (job: BuildJob) => [...valueIn(reachable, job)].some((file) => others.has(file));
  const sound = jobs.filter((job) => !hasOther(job) && isSound(job, build, valueIn(reachable, job), vendors));
  for (const [job, stored] of storeCode(sound, build, reachable, state.store)) {
    const { id } = job.generated;
    const complete = { ...stored, vendor: useVendor(job, build, vendors, state) };
    state.code.set(id, complete);
    state.built.add(id, complete, valueIn(reachable, job), inputs, job);
  }
  const whole = jobs.filter(({ generated }) => !state.code.has(generated.id));
  return whole.map((job) => (hasOther(job) ? (asNodeResolves(job) ?? job) : job));
}

/** The vendor file of a function, and the name of both together. */
function useVendor(
  job: BuildJob,
  { compositions, folder, metafile }: PiecesBuild,
  vendors: ReadonlyMap<string, Vendor>,
  state: GroupState,
): BuiltCode['vendor'] {
  const { id } = job.generated;
  const composition = compositions[id];
  const key = composition?.vendor;
  const vendor = key === undefined ? undefined : vendors.get(key)?.code;
  if (composition === undefined || key === undefined || vendor?.packages === undefined) return undefined;
  state.vendors.set(key, vendor);
  const parts = Object.entries(metafile.outputs[`${folder}/${id}.js`]?.inputs ?? {});
  const names = parts.flatMap(([name, { bytesInOutput }]) => (bytesInOutput > 0 ? [name] : []));
  const { fingerprints } = state;
  return { key, identity: identityOf(composition, names, vendor.packages.digest, { job, fingerprints }) };
}

/** Tests if the parts of a function do what a build of the whole would, without anything to report. */
function isSound(
  job: BuildJob,
  build: PiecesBuild,
  reachable: ReadonlySet<string>,
  vendors: ReadonlyMap<string, Vendor>,
): boolean {
  const composition = build.compositions[job.generated.id];
  const vendor = composition?.vendor === undefined ? undefined : vendors.get(composition.vendor);
  if (composition === undefined || (composition.vendor !== undefined && vendor === undefined)) return false;
  // A module that is in both would have its state twice.
  const isTwice = (name: string) => vendor?.files.has(name) && !isGenerated(name) && build.metafile.inputs[name]?.bytes;
  const namesStub = build.warnings.some(
    ({ text, location }) => text.includes('tw:') && (location === null || reachable.has(location.file)),
  );
  return (
    !namesStub &&
    ![...reachable].some(isTwice) &&
    checkExports(job, build.warnings).length === 0 &&
    checkExternals(job, build, reachable).length === 0
  );
}
