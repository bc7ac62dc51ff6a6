import type { Message } from 'esbuild';
import { valueIn } from '../lookup';
import type { BuildJob } from './build-job';
import { describe } from './build-messages';
import type { BuiltCode } from './cache-index';
import type { CodeBuild } from './code-build';
import { collectOutput } from './collect-output';
import { metadataWarnings } from './decorator-metadata';
import { importedNatives } from './entry-checks';
import { isGenerated } from './generated-entry';
import type { OutputStore } from './output-store';
import { isVirtual } from './pieces/vendor-source';

const LARGEST = 5;

/** Stores the code of jobs that esbuild has built and the checks have passed. */
export function storeCode(
  jobs: readonly BuildJob[],
  build: CodeBuild,
  reachable: ReadonlyMap<BuildJob, ReadonlySet<string>>,
  store: OutputStore,
): Map<BuildJob, BuiltCode> {
  const metadata = metadataOf(jobs, build);
  return new Map(
    jobs.map((job) => {
      const warnings = warningsOf(build, metadata, valueIn(reachable, job));
      return [job, { ...storeFiles(job, build, store, 'index'), warnings }];
    }),
  );
}

/** Warnings about decorators, by the file: searched once for all bundles of the build, which have the same options. */
function metadataOf([first]: readonly BuildJob[], build: CodeBuild): ReadonlyMap<string, string> {
  if (first === undefined) return new Map();
  return metadataWarnings(Object.keys(build.metafile.inputs), first.project.root, first.request.options?.tsconfig);
}

function warningsOf(build: CodeBuild, metadata: ReadonlyMap<string, string>, reachable: ReadonlySet<string>): string[] {
  const own = build.warnings.filter((warning) => concerns(warning, reachable)).map(describe);
  return [...own, ...[...metadata].flatMap(([file, warning]) => (reachable.has(file) ? [warning] : []))];
}

/** Warnings about generated entries are reported as errors; the user cannot fix those about installed packages. */
function concerns({ id, location }: Message, reachable: ReadonlySet<string>): boolean {
  if (id === 'import-is-undefined' && location?.file.includes('node_modules/')) return false;
  return location === null || reachable.has(location.file);
}

/** Stores the files that esbuild wrote for a job, under a name of their own. */
export function storeFiles(
  job: BuildJob,
  build: Pick<CodeBuild, 'metafile' | 'folder'>,
  store: OutputStore,
  main: 'index' | 'vendor',
): Omit<BuiltCode, 'warnings'> {
  const { project, generated } = job;
  const files = collectOutput(build.metafile.outputs, build.folder, generated.id, project, main);
  const shipped = files.filter(({ name }) => !name.endsWith('.map'));
  return {
    ...store.put(files),
    bytes: shipped.reduce((sum, { content }) => sum + content.length, 0),
    natives: importedNatives(job, build),
    largest: largestInputs(job, build),
  };
}

function largestInputs(job: BuildJob, build: Pick<CodeBuild, 'metafile' | 'folder'>): BuiltCode['largest'] {
  const { id } = job.generated;
  const outputs = Object.entries(build.metafile.outputs).filter(([name]) => name.startsWith(`${build.folder}/${id}.`));
  return outputs
    .flatMap(([, { inputs }]) =>
      Object.entries(inputs).map(([name, { bytesInOutput }]) => ({ name, bytes: bytesInOutput })),
    )
    .filter(({ name }) => !isGenerated(name) && !isVirtual(name))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, LARGEST);
}
