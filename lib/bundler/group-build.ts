import type { Message } from 'esbuild';
import type { BuildJob } from './build-job';
import { describe } from './build-messages';
import { type BuiltCode, CacheIndex, cacheIndexFile } from './cache-index';
import { type CodeBuild, type CodeBuilder, generatedName } from './code-build';
import { collectOutput } from './collect-output';
import { metadataWarnings } from './decorator-metadata';
import { checkExports, checkExternals, importedNatives } from './entry-checks';
import type { Failure } from './failures';
import type { Fingerprints } from './fingerprints';
import { ImportGraph } from './import-graph';
import { InputFingerprints } from './input-fingerprints';
import { checkMethods } from './method-check';
import { OutputStore } from './output-store';
import { asNodeResolves, filesThatRequireOther } from './required-modules';

const LARGEST = 5;

/** Result of a group: code by the id of its generated entry, and failures. */
export interface GroupResult {
  readonly code: ReadonlyMap<string, BuiltCode>;
  readonly failures: readonly Failure[];
}

/** Runs the build jobs of one group; those that are not in the cache share one run of esbuild. */
export function buildGroup(
  jobs: readonly BuildJob[],
  builder: CodeBuilder,
  fingerprints: Fingerprints,
  startedAt: number,
): GroupResult {
  const { project, group } = jobs[0]!;
  const store = new OutputStore(project.cache);
  const index = new CacheIndex(cacheIndexFile(project.cache, group), fingerprints);
  const code = new Map<string, BuiltCode>();
  const missing = new Map<string, BuildJob>();
  for (const job of jobs) {
    const found = index.find(job.generated.id);
    if (found && store.has(found.hash, [found])) code.set(job.generated.id, found);
    else missing.set(job.generated.id, job);
  }
  const failures =
    missing.size > 0
      ? buildMissing([...missing.values()], builder, { store, index, fingerprints, startedAt, code })
      : [];
  index.save();
  return { code, failures: failures.map((failure) => ({ ...failure, jobs: alike(failure.jobs, jobs) })) };
}

/** Build jobs for other processors or budgets share a generated entry, and its mistakes. */
function alike(some: readonly BuildJob[], all: readonly BuildJob[]): BuildJob[] {
  const ids = new Set(some.map(({ generated }) => generated.id));
  return all.filter(({ generated }) => ids.has(generated.id));
}

interface Surroundings {
  readonly store: OutputStore;
  readonly index: CacheIndex;
  readonly fingerprints: Fingerprints;
  readonly startedAt: number;
  /** Receives what is built. */
  readonly code: Map<string, BuiltCode>;
}

function buildMissing(jobs: readonly BuildJob[], builder: CodeBuilder, around: Surroundings): readonly Failure[] {
  const build = builder.build(jobs);
  if (!('metafile' in build)) return build;
  const again: BuildJob[] = [];
  try {
    const { root } = jobs[0]!.project;
    const graph = new ImportGraph(build.metafile.inputs, root);
    const reachable = new Map(jobs.map((job) => [job, graph.reachable(generatedName(job))]));
    const others = filesThatRequireOther(build.metafile.inputs, root);
    const now = jobs.filter((job) => {
      const other = [...others].some((file) => reachable.get(job)!.has(file)) ? asNodeResolves(job) : undefined;
      if (other !== undefined) again.push(other);
      return other === undefined;
    });
    const failures = storeSound(now, build, reachable, around);
    return again.length === 0 ? failures : [...failures, ...buildMissing(again, builder, around)];
  } finally {
    build.dispose();
  }
}

function storeSound(
  jobs: readonly BuildJob[],
  build: CodeBuild,
  reachable: ReadonlyMap<BuildJob, ReadonlySet<string>>,
  around: Surroundings,
): readonly Failure[] {
  const failures = [
    ...jobs.flatMap((job) => [
      ...checkExports(job, build.warnings),
      ...checkExternals(job, build, reachable.get(job)!),
    ]),
    ...checkMethods(jobs),
  ];
  const broken = new Set(failures.flatMap((failure) => failure.jobs));
  const sound = jobs.filter((job) => !broken.has(job));
  const metadata = metadataOf(sound, build);
  for (const job of sound) {
    const warnings = warningsOf(build, metadata, reachable.get(job)!);
    around.code.set(job.generated.id, storeCode(job, build, warnings, around.store));
  }
  remember(sound, reachable, around, build.metafile.inputs);
  return failures;
}

/** Warnings about decorators, by the file: looked for once for all bundles of the build, which have the same options. */
function metadataOf([first]: readonly BuildJob[], build: CodeBuild): ReadonlyMap<string, string> {
  if (first === undefined) return new Map();
  return metadataWarnings(Object.keys(build.metafile.inputs), first.project.root, first.request.options?.tsconfig);
}

function warningsOf(build: CodeBuild, metadata: ReadonlyMap<string, string>, reachable: ReadonlySet<string>): string[] {
  const own = build.warnings.filter((warning) => concerns(warning, reachable)).map(describe);
  return [...own, ...[...metadata].flatMap(([file, warning]) => (reachable.has(file) ? [warning] : []))];
}

function storeCode(job: BuildJob, build: CodeBuild, warnings: readonly string[], store: OutputStore): BuiltCode {
  const { project, generated } = job;
  const files = collectOutput(build.metafile.outputs, build.folder, generated.id, project);
  const shipped = files.filter(({ name }) => !name.endsWith('.map'));
  return {
    ...store.put(files),
    bytes: shipped.reduce((sum, { content }) => sum + content.length, 0),
    natives: importedNatives(job, build),
    largest: largestInputs(job, build),
    warnings,
  };
}

/** Warnings about generated entries are reported as errors; the user cannot fix those about installed packages. */
function concerns({ id, location }: Message, reachable: ReadonlySet<string>): boolean {
  if (id === 'import-is-undefined' && location?.file.includes('node_modules/')) return false;
  return location === null || reachable.has(location.file);
}

function largestInputs(job: BuildJob, build: CodeBuild): BuiltCode['largest'] {
  const { id } = job.generated;
  const outputs = Object.entries(build.metafile.outputs).filter(([name]) => name.startsWith(`${build.folder}/${id}.`));
  return outputs
    .flatMap(([, { inputs }]) =>
      Object.entries(inputs).map(([name, { bytesInOutput }]) => ({ name, bytes: bytesInOutput })),
    )
    .filter(({ name }) => !isOurs(name))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, LARGEST);
}

/** Tests if a file is a generated entry or a substitute for a feature that the module format lacks. */
function isOurs(name: string): boolean {
  return name.includes('.cache/tradewind/entries/');
}

function remember(
  jobs: readonly BuildJob[],
  reachable: ReadonlyMap<BuildJob, ReadonlySet<string>>,
  around: Surroundings,
  metafile: CodeBuild['metafile']['inputs'],
): void {
  const { fingerprints, index, startedAt, code } = around;
  const { project, options } = jobs[0] ?? {};
  if (!project) return;
  const inputFingerprints = new InputFingerprints(fingerprints);
  const table = new Map([
    [
      '',
      [
        ...project.lockFiles.map((name) => `file:${name}` as const),
        ...(options?.tsconfig ? inputFingerprints.ofTsconfig(options.tsconfig) : []),
      ],
    ],
  ]);
  // Files that changed while esbuild ran may have been read before or after: their bundles are not remembered.
  const changed = new Set<string>();
  const built = new Map<string, { code: BuiltCode; inputs: readonly string[] }>();
  for (const job of jobs) {
    const inputs = [...reachable.get(job)!].filter((name) => !isOurs(name));
    for (const name of inputs) {
      if (table.has(name)) continue;
      const imports = metafile[name]?.imports.flatMap(({ original }) => original ?? []) ?? [];
      table.set(name, [
        ...inputFingerprints.of(name),
        ...inputFingerprints.ofImports(name, imports, options?.tsconfig),
      ]);
      if (fingerprints.isNewer(inputFingerprints.fileOf(name), startedAt)) changed.add(name);
    }
    if (inputs.some((name) => changed.has(name))) continue;
    built.set(job.generated.id, { code: code.get(job.generated.id)!, inputs: ['', ...inputs] });
  }
  index.add(built, table);
}
