import { valueIn } from '../lookup';
import { type BuildJob, type BuildJobs, isAny } from './build-job';
import { BuiltCodes } from './built-code';
import { CacheIndex, cacheIndexFile } from './cache-index';
import { type CodeBuild, type CodeBuilder, generatedName } from './code-build';
import { checkExports, checkExternals } from './entry-checks';
import { type Failure, joinEqual } from './failures';
import type { Fingerprints } from './fingerprints';
import { ImportGraph } from './import-graph';
import { checkMethods } from './method-check';
import { OutputStore } from './output-store';
import { buildInPieces, type GroupState, isInPieces } from './pieces-build';
import { asNodeResolves, filesThatRequireOther } from './required-modules';
import { storeCode } from './store-code';

/**
 * Entries that one run of esbuild builds. A run holds the code of all its entries in memory until it ends, several megabytes
 * each when they import an SDK: 20 of them stay below 900 MiB, and reading shared files again costs a few per cent of the time.
 */
const ENTRIES_PER_RUN = 20;

/** Result of a group: code by the id of its generated entry, the vendor files that it uses by their keys, and failures. */
export interface GroupResult extends Pick<GroupState, 'code' | 'vendors'> {
  readonly failures: readonly Failure[];
}

/** Runs the build jobs of one group that are not in the cache. */
export function buildGroup(
  jobs: BuildJobs,
  builder: CodeBuilder,
  fingerprints: Fingerprints,
  startedAt: number,
): GroupResult {
  const [{ project, group }] = jobs;
  const state: GroupState = {
    fingerprints,
    builder,
    store: new OutputStore(project.cache),
    index: new CacheIndex(cacheIndexFile(project.cache, group), fingerprints),
    built: new BuiltCodes(fingerprints, startedAt),
    code: new Map(),
    vendors: new Map(),
  };
  const missing = new Map(jobs.map((job) => [job.generated.id, job]));
  for (const id of [...missing.keys()]) if (findStored(id, state)) missing.delete(id);
  const failures = buildMissing([...missing.values()], state);
  state.built.addTo(state.index);
  state.index.save();
  return { ...state, failures: failures.map((failure) => ({ ...failure, jobs: alike(failure.jobs, jobs) })) };
}

/** Looks for code, and the vendor file that goes with it, in the cache. */
function findStored(id: string, { store, index, code, vendors }: GroupState): boolean {
  const find = (key: string) => {
    const found = index.find(key);
    return found && store.has(found.hash, [found]) ? found : undefined;
  };
  const found = find(id);
  if (found === undefined) return false;
  const key = found.vendor?.key;
  const vendor = key === undefined ? undefined : (vendors.get(key) ?? find(key));
  if (key !== undefined && vendor === undefined) return false;
  if (key !== undefined && vendor !== undefined) vendors.set(key, vendor);
  code.set(id, found);
  return true;
}

/** Build jobs for other processors or budgets share a generated entry, and its mistakes. */
function alike(some: readonly BuildJob[], all: readonly BuildJob[]): BuildJob[] {
  const ids = new Set(some.map(({ generated }) => generated.id));
  return all.filter(({ generated }) => ids.has(generated.id));
}

function buildMissing(jobs: readonly BuildJob[], state: GroupState): Failure[] {
  const whole = buildInPieces(jobs, state);
  const failures = slicesOf(whole).flatMap((slice) => buildSlice(slice, state));
  const refused = checkMethods(jobs.filter(({ generated }) => state.code.has(generated.id)));
  for (const job of refused.flatMap((failure) => failure.jobs)) {
    state.code.delete(job.generated.id);
    state.built.delete(job.generated.id);
  }
  // Others than those with a mistake will be built in pieces once it is corrected, and must not have another hash until then.
  if (whole.length === jobs.length && failures.length > 0) {
    for (const job of whole.filter(isInPieces)) state.built.delete(job.generated.id);
  }
  return joinEqual([...failures, ...refused]);
}

function slicesOf(jobs: readonly BuildJob[]): BuildJobs[] {
  const slice = jobs.slice(0, ENTRIES_PER_RUN);
  return isAny(slice) ? [slice, ...slicesOf(jobs.slice(ENTRIES_PER_RUN))] : [];
}

function buildSlice(jobs: BuildJobs, state: GroupState): readonly Failure[] {
  const build = state.builder.build(jobs);
  if (!('metafile' in build)) return build;
  const again: BuildJob[] = [];
  try {
    const [{ project }] = jobs;
    const { root } = project;
    const graph = new ImportGraph(build.metafile.inputs, root);
    const reachable = new Map(jobs.map((job) => [job, graph.reachable(generatedName(job))]));
    const others = filesThatRequireOther(build.metafile.inputs, root);
    const now = jobs.filter((job) => {
      const other = [...others].some((file) => valueIn(reachable, job).has(file)) ? asNodeResolves(job) : undefined;
      if (other !== undefined) again.push(other);
      return other === undefined;
    });
    const failures = storeSound(now, build, reachable, state);
    return isAny(again) ? [...failures, ...buildSlice(again, state)] : failures;
  } finally {
    build.dispose();
  }
}

function storeSound(
  jobs: readonly BuildJob[],
  build: CodeBuild,
  reachable: ReadonlyMap<BuildJob, ReadonlySet<string>>,
  { store, code, built }: GroupState,
): readonly Failure[] {
  const failures = jobs.flatMap((job) => [
    ...checkExports(job, build.warnings),
    ...checkExternals(job, build, valueIn(reachable, job)),
  ]);
  const broken = new Set(failures.flatMap((failure) => failure.jobs));
  const sound = jobs.filter((job) => !broken.has(job));
  for (const [job, stored] of storeCode(sound, build, reachable, store)) {
    code.set(job.generated.id, stored);
    built.add(job.generated.id, stored, valueIn(reachable, job), build.metafile.inputs, job);
  }
  return failures;
}
