import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { contentHash, holds } from './content-hash';
import { copyAll, type StoredFile } from './output-store';
import { discardFolder, publishFolder, temporaryName } from './write-whole';

/** Packages as in `package-lock.json`, by their place: `node_modules/sharp`; the requested ones by the empty name. */
export type LockedTree = Readonly<Record<string, LockedEntry>>;

/** Parts of an entry of `package-lock.json` that are read. */
export interface LockedEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Installed native modules. */
export interface NativeTree {
  readonly hash: string;
  readonly bytes: number;
  /** Folder that the files are relative to. */
  readonly directory: string;
  readonly files: readonly StoredFile[];
  /**
   * Resolution of npm, packages for other platforms included. Addresses are omitted: they are those of one machine.
   */
  readonly lock: LockedTree;
}

const MANIFEST = 'tree.json';

/** Copies the deployed files to the cache, and records their hash. */
export function publishTree(work: string, names: readonly string[], lock: LockedTree, folder: string): NativeTree {
  const contents = names.map((name) => [name, readFileSync(path.join(work, name))] as const);
  const files = contents.map(([name, content]) => ({ name, size: content.length }));
  const bytes = files.filter(({ name }) => !name.endsWith('.map')).reduce((sum, { size }) => sum + size, 0);
  const partial = temporaryName(folder);
  mkdirSync(partial, { recursive: true });
  copyAll(files, work, partial);
  const tree = { hash: contentHash(contents), bytes, files, lock };
  writeFileSync(path.join(partial, MANIFEST), JSON.stringify(tree));
  if (existsSync(folder) && readTree(folder) === undefined) discardFolder(folder);
  publishFolder(partial, folder);
  return { ...tree, directory: folder };
}

/** Returns a tree of the cache, unless a file of it is missing, added or changed. */
export function readTree(folder: string): NativeTree | undefined {
  try {
    const tree = JSON.parse(readFileSync(path.join(folder, MANIFEST), 'utf8')) as NativeTree;
    const isWhole = tree.files.length > 0 && tree.lock !== undefined && holds(folder, [tree], [MANIFEST]);
    return isWhole ? { ...tree, directory: folder } : undefined;
  } catch {
    return undefined;
  }
}
