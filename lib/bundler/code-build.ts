import { rmSync } from 'node:fs';
import * as path from 'node:path';
import {
  type BuildFailure,
  type BuildOptions,
  type BuildResult,
  buildSync,
  type Message,
  type Metafile,
  stop,
} from 'esbuild';
import type { BuildJob, BuildJobs } from './build-job';
import { describe, excerpt, missingPackage, remedy } from './build-messages';
import { SUBSTITUTES } from './esbuild-options';
import type { Failure } from './failures';
import { ImportGraph } from './import-graph';
import { type LocatedMessage, tellMissing } from './missing-packages';
import type { PiecesResult } from './pieces/bundle-pieces';
import type { KnownVendor } from './pieces/plan';
import { runProcess } from './pieces/run-process';
import { importPath, isInstalled, portable } from './portable-path';
import { ensureFile, temporaryName } from './write-whole';

type Result = BuildResult<BuildOptions & { metafile: true }>;

let total = 0;

/** Number of esbuild runs in this process. */
export function esbuildRuns(): number {
  return total;
}

/** Result of one run of esbuild. */
export interface CodeBuild {
  readonly metafile: Metafile;
  readonly warnings: readonly Message[];
  /** Folder of the output, relative to the root, with `/`. */
  readonly folder: string;
  /** Removes the output, once it is stored. */
  dispose(): void;
}

/** Result of one run in pieces. */
export interface PiecesBuild extends CodeBuild, PiecesResult {}

/** Runs esbuild for build jobs of one group. Counts the runs. */
export class CodeBuilder {
  runs = 0;

  /** One run. The build jobs differ in their generated entries. */
  build(jobs: BuildJobs): CodeBuild | readonly Failure[] {
    const [{ project }] = jobs;
    try {
      writeEntries(jobs);
    } catch (error) {
      return [notWritable(jobs, error as NodeJS.ErrnoException)];
    }
    // Processes must not share it, and its depth has to be the same always: source maps are relative to it.
    const outdir = temporaryName(path.join(project.cache, 'build', 'run'));
    const dispose = () => rmSync(outdir, { recursive: true, force: true });
    try {
      const { metafile, warnings } = this.run(jobs, { outdir });
      return { metafile, warnings, folder: portable(path.relative(project.root, outdir)), dispose };
    } catch (error) {
      dispose();
      return this.explain(jobs, error);
    }
  }

  /**
   * One run in which packages are printed once, not once for each job. The folder also has their files.
   * @param known vendor files of the store
   * @returns nothing where a build of the whole is needed, to succeed or to say what is wrong
   */
  buildPieces(jobs: BuildJobs, known: readonly KnownVendor[]): PiecesBuild | undefined {
    const [{ project, options, mapsPackages }] = jobs;
    const outdir = temporaryName(path.join(project.cache, 'build', 'run'));
    const dispose = () => rmSync(outdir, { recursive: true, force: true });
    this.runs += 1;
    total += 1;
    try {
      writeEntries(jobs);
    } catch {
      return undefined;
    }
    const result = runProcess({
      options: { ...options, absWorkingDir: project.root },
      project,
      entries: entryPoints(jobs),
      outdir,
      known,
      mapsPackages,
    });
    if (result === undefined) dispose();
    return result && { ...result, folder: portable(path.relative(project.root, outdir)), dispose };
  }

  private run(jobs: BuildJobs, more: BuildOptions): Result {
    const [{ project, options }] = jobs;
    this.runs += 1;
    total += 1;
    try {
      return buildSync({
        ...options,
        ...more,
        metafile: true,
        absWorkingDir: project.root,
        entryPoints: entryPoints(jobs),
      });
    } finally {
      // esbuild would stay, with all that it has read, until the process ends: hundreds of megabytes in a large app.
      void stop();
    }
  }

  private explain(jobs: BuildJobs, error: unknown): readonly Failure[] {
    const messages = (error as Partial<BuildFailure> | undefined)?.errors;
    if (!messages?.length) return [notRun(jobs, String((error as Error | undefined)?.message ?? error))];
    // Mistakes in the options are thrown by esbuild's own code, and come with a place in it.
    const inOptions = messages.find(({ location }) => location && /[\\/]esbuild[\\/]lib[\\/]/.test(location.file));
    if (inOptions) return [notRun(jobs, inOptions.text)];
    const usersOf = this.findUsers(jobs, messages);
    const located = messages.map((message) => {
      const users = new Set(usersOf(message.location?.file));
      return { message, jobs: jobs.filter((job) => users.has(job)) };
    });
    const { failures, others } = tellMissing(located);
    return [...failures, ...others.map(tell)];
  }

  /**
   * A failed run has no metafile, so it does not say who imports a broken file. A second run, in which the broken files
   * and the packages that are missing are left out, does.
   */
  private findUsers(jobs: BuildJobs, messages: readonly Message[]): (file?: string) => readonly BuildJob[] {
    const [{ project, options }] = jobs;
    const broken = messages.flatMap((message) => {
      const { location } = message;
      const missing = location && isInstalled(location.file) ? missingPackage(message) : undefined;
      return missing ?? (location ? [path.resolve(project.root, location.file)] : []);
    });
    try {
      const external = [...(options.external ?? []), ...broken];
      const { inputs } = this.run(jobs, { external, write: false, outdir: project.root, sourcemap: false }).metafile;
      const graph = new ImportGraph(inputs, project.root);
      return (file) => {
        if (file === undefined) return jobs;
        const users = jobs.filter((job) => graph.reachable(generatedName(job)).has(file));
        return users.length > 0 ? users : jobs;
      };
    } catch {
      return () => jobs;
    }
  }
}

/** Sorted, so that the order of declaration makes no difference. */
function entryPoints(jobs: readonly BuildJob[]): { in: string; out: string }[] {
  return jobs
    .map((job) => ({ in: importPath(job.project.root, generatedFile(job)), out: job.generated.id }))
    .sort((a, b) => (a.out < b.out ? -1 : 1));
}

function tell({ message, jobs }: LocatedMessage): Failure {
  const { text, location } = message;
  return {
    jobs,
    code: 'BUNDLE_FAILED',
    rule: `does not build: ${describe(message)}`,
    fix: remedy(text),
    excerpt: location ? excerpt(location) : undefined,
  };
}

/** Name of a build job's generated entry in the metafile. */
export function generatedName(job: BuildJob): string {
  return portable(path.relative(job.project.root, generatedFile(job)));
}

function generatedFile({ project, generated }: BuildJob): string {
  return path.join(project.cache, 'entries', generated.folder, `${generated.id}.js`);
}

/** Writes the generated entries of build jobs, and what they import of the bundler. */
export function writeEntries(jobs: BuildJobs): void {
  const [{ project }] = jobs;
  const { cache } = project;
  // The generated entries are modules of no type, whatever the type of the project's own.
  ensureFile(path.join(cache, 'entries', 'package.json'), '{}\n');
  for (const { name, text } of Object.values(SUBSTITUTES)) ensureFile(path.join(cache, 'entries', name), text);
  for (const job of jobs) ensureFile(generatedFile(job), job.generated.text);
}

// No other folder is tried: bundles hold paths relative to this one, and would not be the same on every machine.
function notWritable(jobs: BuildJobs, { code, message }: NodeJS.ErrnoException): Failure {
  const [{ project }] = jobs;
  return {
    jobs,
    code: 'BUNDLE_FAILED',
    rule: `does not build: ${portable(project.cache)} cannot be written to (${code ?? message})`,
    fix: 'make that folder writable, or mount a writable one there',
  };
}

function notRun(jobs: readonly BuildJob[], text: string): Failure {
  return {
    jobs,
    code: 'BUNDLE_FAILED',
    rule: `does not build: esbuild could not run, as ${text.split('\n')[0]}`,
    fix: /option|must be/.test(text) ? 'correct the prop `bundling`' : 'mend the installation of esbuild: npm install',
  };
}
