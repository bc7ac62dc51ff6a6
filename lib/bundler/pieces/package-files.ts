import * as path from 'node:path';
import type * as Esbuild from 'esbuild';
import { sha256 } from '../digest';
import { isOwnFile, portableName } from '../portable-name';
import { isInstalled, portable } from '../portable-path';
import type { Project } from '../project';
import type { Piece } from './plan';

/** esbuild's own module, and the options of one build. */
export interface Toolchain {
  readonly esbuild: Pick<typeof Esbuild, 'build'>;
  readonly options: Esbuild.BuildOptions;
  readonly project: Pick<Project, 'root' | 'cache'>;
}

/** A file of a package that app code imports. */
export interface PackageFile extends Omit<Piece, 'names'> {
  /** Set if an unused import is kept. */
  readonly sideEffects: boolean;
  /** Names that some function uses, or all of them. Unknown until a first look at the app. */
  names?: string[];
  /** Set if it exports names of CommonJS modules, which are unknown before it runs. */
  isOpaque?: boolean;
}

const SCRIPT = /\.[cm]?[jt]sx?$/;

/** Output that is read, and not shipped. */
export const READABLE = {
  bundle: true,
  keepNames: false,
  format: 'esm',
  minify: false,
  sourcemap: false,
  write: false,
  metafile: true,
  outdir: 'out',
  outExtension: {},
  logLevel: 'silent',
  banner: {},
  footer: {},
} as const satisfies Esbuild.BuildOptions;

/** The package files of a build, by their id. */
export class PackageFiles {
  readonly byId = new Map<string, PackageFile>();
  private readonly found = new Map<string, Promise<PackageFile>>();

  constructor(private readonly toolchain: Toolchain) {}

  /**
   * Adds a file, unless it is app code. tradewind's own files are: functions hold the adapters already.
   * @param file absolute path
   */
  async add(file: string, sideEffects: boolean): Promise<PackageFile | undefined> {
    const { project } = this.toolchain;
    const name = portableName(file, project);
    if (!SCRIPT.test(file) || !isInstalled(file) || isOwnFile(file)) return undefined;
    const known = this.found.get(file) ?? this.read(file, name, sideEffects);
    this.found.set(file, known);
    const added = await known;
    this.byId.set(added.id, added);
    return added;
  }

  private async read(file: string, name: string, sideEffects: boolean): Promise<PackageFile> {
    const id = `tw:${sha256(name).slice(0, 10)}`;
    const relative = portable(path.relative(this.toolchain.project.root, file));
    return { id, file: relative, kind: await this.kindOf(file), sideEffects };
  }

  /** esbuild decides by the syntax of a file what it is. One with neither syntax is a script, which CommonJS may be as well. */
  private async kindOf(file: string): Promise<Piece['kind']> {
    const { esbuild, options } = this.toolchain;
    const alone: Esbuild.Plugin = {
      name: 'alone',
      setup: ({ onResolve }) => {
        onResolve({ filter: /^/ }, ({ kind }) => (kind === 'entry-point' ? undefined : { external: true }));
      },
    };
    const { inject: _none, ...rest } = options;
    const { metafile } = await esbuild.build({ ...rest, ...READABLE, entryPoints: [file], plugins: [alone] });
    return Object.values(metafile.inputs)[0]?.format === 'esm' ? 'esm' : 'cjs';
  }

  /** Notes a name that some function uses, unless all names are known. */
  use(id: string, name: string): void {
    const file = this.byId.get(id);
    if (file?.kind === 'esm' && !file.names?.includes(name)) file.names = [...(file.names ?? []), name].sort();
  }

  /** Finds out what files export in all, where a namespace is used: esbuild then picks what is used of it. */
  async listAll(ids: readonly string[]): Promise<void> {
    const { esbuild, options, project } = this.toolchain;
    const entryPoints = ids.map((id) => ({ in: `./${this.byId.get(id)?.file}`, out: id.slice('tw:'.length) }));
    const { metafile, outputFiles } = await esbuild.build({ ...options, ...READABLE, entryPoints, plugins: [] });
    for (const { path: output, text } of outputFiles) {
      const file = this.byId.get(`tw:${path.basename(output, '.js')}`);
      if (file === undefined) continue;
      file.isOpaque = /^__reExport\(/m.test(text);
      const names = metafile.outputs[portable(path.relative(project.root, output))]?.exports ?? [];
      if (!file.isOpaque) file.names = names.map((name) => (/^[\w$]+$/.test(name) ? name : JSON.stringify(name)));
    }
  }
}
