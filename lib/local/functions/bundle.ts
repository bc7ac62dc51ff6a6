import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  type BuildContext,
  type BuildOptions,
  type BuildResult,
  build,
  context,
  type Metafile,
  type OutputFile,
} from 'esbuild';
import { type BuildJob, createBuildJob } from '../../bundler/build-job';
import { writeEntries } from '../../bundler/code-build';
import { importPath } from '../../bundler/portable-path';
import type { Projects } from '../../bundler/project';
import type { BundleRequest } from '../../bundler/types';
import { BuildError } from './build-error';

/** Code of a function as threads load it. */
export interface BuiltCode {
  /** Absolute path of the file. A rebuild writes another, so that a thread that starts meanwhile reads a whole file. */
  readonly file: string;
  /** Absolute paths of the files that the code is made of, those of installed packages left out. */
  readonly inputs: readonly string[];
}

/** Builds the code of one function, again and again with `watch`. */
export class Bundle {
  private readonly job: BuildJob;
  private context?: BuildContext<ReturnType<Bundle['options']>>;
  private builds = 0;

  /** `folder` names the folder of this process. @throws ValidationError for an entry that cannot be built */
  constructor(
    request: BundleRequest,
    projects: Projects,
    private readonly folder: string,
  ) {
    this.job = createBuildJob(request, projects);
  }

  /** Bundles with the same group can be built by one run of esbuild. */
  get group(): string {
    return `${this.job.project.root}\0${this.job.group}`;
  }

  /** Builds the code once. @throws BuildError that lists the mistakes with their lines */
  build(): Promise<BuiltCode> {
    return this.written(() => build(this.options()));
  }

  /** Takes the code that a run for the whole group has built. */
  take(outputs: readonly OutputFile[], inputs: Metafile['inputs']): BuiltCode {
    const folder = this.newFolder();
    for (const { path: name, contents } of outputs) writeFileSync(path.join(folder, path.basename(name)), contents);
    const main = outputs.findLast((output) => /\.m?js$/.test(output.path));
    if (main === undefined) throw new Error('esbuild has written no code');
    return { file: path.join(folder, path.basename(main.path)), inputs: this.inputsOf(inputs) };
  }

  /** Builds the code again, of which only what has changed is read. @throws BuildError */
  rebuild(): Promise<BuiltCode> {
    return this.written(async () => {
      this.context ??= await context(this.options());
      return this.context.rebuild();
    });
  }

  /** Writes the generated entry. */
  prepare(): void {
    writeEntries([this.job]);
  }

  /** Ends the incremental build, and removes the code. */
  async dispose(): Promise<void> {
    await this.context?.dispose();
    this.context = undefined;
    rmSync(this.outdir(), { recursive: true, force: true });
    try {
      rmdirSync(path.dirname(this.outdir()));
    } catch {
      // Other functions of this engine have code there.
    }
  }

  private async written(run: () => Promise<BuildResult<ReturnType<Bundle['options']>>>): Promise<BuiltCode> {
    this.prepare();
    try {
      const { outputFiles, metafile } = await run();
      return this.take(outputFiles, metafile.inputs);
    } catch (error) {
      throw BuildError.from(this.job.request.path, error);
    }
  }

  /** Options of esbuild, with the generated entry of this bundle alone. */
  options() {
    const { project, options, generated } = this.job;
    const entry = path.join(project.cache, 'entries', generated.folder, `${generated.id}.js`);
    return {
      ...options,
      minify: false,
      metafile: true,
      write: false,
      absWorkingDir: project.root,
      outdir: this.outdir(),
      entryPoints: [{ in: importPath(project.root, entry), out: 'index' }],
    } as const satisfies BuildOptions;
  }

  private outdir(): string {
    const { project, generated } = this.job;
    return path.join(project.cache, 'local', this.folder, generated.id);
  }

  private newFolder(): string {
    this.builds += 1;
    const folder = path.join(this.outdir(), String(this.builds));
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  private inputsOf(inputs: Metafile['inputs']): string[] {
    const { project } = this.job;
    const own = Object.keys(inputs).filter((name) => !name.includes('node_modules/'));
    return own.map((name) => path.resolve(project.root, name));
  }
}
