import { existsSync } from 'node:fs';
import * as path from 'node:path';

const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

/** The project that an entry belongs to. Paths in bundles and maps are relative to its root, so that no machine shows. */
export interface Project {
  /** Absolute path: the nearest folder upward with a lock file, else with a package.json, else the working directory. */
  readonly root: string;
  /** Absolute path of the lock file. */
  readonly lockFile?: string;
  /** Where finished bundles are kept. */
  readonly cache: string;
}

const known = new Map<string, Project>();

/** Finds the project of a file. In a monorepo that is the whole repository, whose lock file covers every package. */
export function projectOf(file: string): Project {
  const directory = path.dirname(file);
  const found = known.get(directory) ?? findProject(directory);
  known.set(directory, found);
  return found;
}

function findProject(directory: string): Project {
  for (const folder of ancestors(directory)) {
    const lockFile = LOCK_FILES.map((name) => path.join(folder, name)).find((file) => existsSync(file));
    if (lockFile !== undefined) return project(folder, lockFile);
  }
  const root = ancestors(directory).find((folder) => existsSync(path.join(folder, 'package.json')));
  return project(root ?? process.cwd());
}

function project(root: string, lockFile?: string): Project {
  return { root, lockFile, cache: path.join(root, 'node_modules', '.cache', 'tradewind') };
}

/** A folder and those above it, nearest first. */
export function ancestors(directory: string): string[] {
  const parent = path.dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestors(parent)];
}

/** A path as it stands in imports and metafiles on every operating system. */
export function toPosix(file: string): string {
  return file.replaceAll('\\', '/');
}
