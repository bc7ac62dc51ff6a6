import { existsSync, realpathSync } from 'node:fs';
import * as path from 'node:path';

const LOCK_FILES = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
] as const;

/** Folder to which all paths of a build are relative. Symbolic links are resolved. */
export interface Project {
  readonly root: string;
  /**
   * Folder of all files that the bundler writes. Its depth below the root is fixed: source maps contain relative paths.
   */
  readonly cache: string;
  /** Files, relative to the root, that determine the installed packages. They may be absent. */
  readonly lockFiles: readonly string[];
}

/** Returns the folder of all files that tradewind keeps between runs for the project of a folder. */
export function cacheFolder(folder: string): string {
  return projectOf(realpathSync(folder)).cache;
}

/** Finds the projects of files, once for each folder: an app has many entries in few of them. */
export class Projects {
  private readonly known = new Map<string, { readonly folder: string; readonly project: Project }>();

  /** Finds the place of a file, with the links above it resolved, and its project. */
  locate(file: string): { readonly file: string; readonly project: Project } {
    const folder = path.dirname(file);
    let found = this.known.get(folder);
    if (found === undefined) {
      const real = realpathSync(folder);
      found = { folder: real, project: projectOf(real) };
      this.known.set(folder, found);
    }
    return { file: path.join(found.folder, path.basename(file)), project: found.project };
  }
}

/**
 * Finds the project of a folder: the nearest folder upward with a lock file, else with a package.json, else the working
 * directory. A file of an installed package belongs to the project it is installed in.
 */
function projectOf(folder: string): Project {
  const start = outsideOfPackages(folder);
  const root =
    upward(start).find((folder) => LOCK_FILES.some((name) => existsSync(path.join(folder, name)))) ??
    upward(start).find((folder) => existsSync(path.join(folder, 'package.json'))) ??
    process.cwd();
  const real = realpathSync(root);
  return {
    root: real,
    cache: realPath(path.join(real, 'node_modules', '.cache', 'tradewind')),
    lockFiles: [...LOCK_FILES, '.pnp.cjs'],
  };
}

/** Resolves links in a path whose last folders may not exist yet. esbuild resolves those of generated entries. */
function realPath(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  return path.join(realPath(path.dirname(folder)), path.basename(folder));
}

/** Follows the links above a file, not the file itself: a linked project is the same project. */
export function realFile(file: string): string {
  const folder = path.dirname(file);
  return existsSync(folder) ? path.join(realpathSync(folder), path.basename(file)) : file;
}

/** Lists a folder and all folders above it, nearest first. */
export function upward(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...upward(parent)];
}

function outsideOfPackages(folder: string): string {
  const inPackage = folder.split(path.sep).indexOf('node_modules');
  return inPackage < 0 ? folder : folder.split(path.sep).slice(0, inPackage).join(path.sep) || path.sep;
}
