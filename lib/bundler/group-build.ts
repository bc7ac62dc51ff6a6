import { valueIn } from '../lookup';
import { type BuildJob, type BuildJobs, isAny } from './build-job';
import { BuiltCodes } from './built-code';
import { type BuiltCode, CacheIndex, cacheIndexFile } from './cache-index';
import { type CodeBuild, type CodeBuilder, generatedName } from './code-build';
import { checkExports, checkExternals } from './entry-checks';
import { type Failure, joinEqual } from './failures';
import type { Fingerprints } from './fingerprints';
import { ImportGraph } from './import-graph';
import { checkMethods } from './method-check';
import { OutputStore } from './output-store';
import { asNodeResolves, filesThatRequireOther } from './required-modules';
import { storeCode } from './store-code';

/**
 * Entries that one run of esbuild builds. A run holds the code of all its entries in memory until it ends, several megabytes
 * each when they import an SDK: 25 of them stay below 1 GiB, and reading shared files again costs a few per cent of the time.
 */
const ENTRIES_PER_RUN = 25;

/** Result of a group: code by the id of its generated entry, and failures. */
export interface GroupResult {
  readonly code: ReadonlyMap<string, BuiltCode>;
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
  const store = new OutputStore(project.cache);
  const index = new CacheIndex(cacheIndexFile(project.cache, group), fingerprints);
  const code = new Map<string, BuiltCode>();
  const missing = new Map<string, BuildJob>();
  for (const job of jobs) {
    const found = index.find(job.generated.id);
    if (found && store.has(found.hash, [found])) code.set(job.generated.id, found);
    else missing.set(job.generated.id, job);
  }
  const built = new BuiltCodes(fingerprints, startedAt);
  const failures = buildMissing([...missing.values()], { builder, store, built, code });
  built.addTo(index);
  index.save();
  return { code, failures: failures.map((failure) => ({ ...failure, jobs: alike(failure.jobs, jobs) })) };
}

/** Build jobs for other processors or budgets share a generated entry, and its mistakes. */
function alike(some: readonly BuildJob[], all: readonly BuildJob[]): BuildJob[] {
  const ids = new Set(some.map(({ generated }) => generated.id));
  return all.filter(({ generated }) => ids.has(generated.id));
}

interface Surroundings {
  readonly builder: CodeBuilder;
  readonly store: OutputStore;
  /** Receives built code, for the cache index. */
  readonly built: BuiltCodes;
  /** Receives built code. */
  readonly code: Map<string, BuiltCode>;
}

function buildMissing(jobs: readonly BuildJob[], around: Surroundings): Failure[] {
  const failures = slicesOf(jobs).flatMap((slice) => buildSlice(slice, around));
  const refused = checkMethods(jobs.filter(({ generated }) => around.code.has(generated.id)));
  for (const job of refused.flatMap((failure) => failure.jobs)) {
    around.code.delete(job.generated.id);
    around.built.delete(job);
  }
  return joinEqual([...failures, ...refused]);
}

function slicesOf(jobs: readonly BuildJob[]): BuildJobs[] {
  const slice = jobs.slice(0, ENTRIES_PER_RUN);
  return isAny(slice) ? [slice, ...slicesOf(jobs.slice(ENTRIES_PER_RUN))] : [];
}

function buildSlice(jobs: BuildJobs, around: Surroundings): readonly Failure[] {
  const build = around.builder.build(jobs);
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
    const failures = storeSound(now, build, reachable, around);
    return isAny(again) ? [...failures, ...buildSlice(again, around)] : failures;
  } finally {
    build.dispose();
  }
}

function storeSound(
  jobs: readonly BuildJob[],
  build: CodeBuild,
  reachable: ReadonlyMap<BuildJob, ReadonlySet<string>>,
  { store, code, built }: Surroundings,
): readonly Failure[] {
  const failures = jobs.flatMap((job) => [
    ...checkExports(job, build.warnings),
    ...checkExternals(job, build, valueIn(reachable, job)),
  ]);
  const broken = new Set(failures.flatMap((failure) => failure.jobs));
  const sound = jobs.filter((job) => !broken.has(job));
  for (const [job, stored] of storeCode(sound, build, reachable, store)) {
    code.set(job.generated.id, stored);
    built.add(job, stored, valueIn(reachable, job), build.metafile.inputs);
  }
  return failures;
}
