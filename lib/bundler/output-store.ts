import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { besides, publishFolder } from './write-whole';

/** A file of a bundle. */
export interface StoredFile {
  readonly name: string;
  readonly size: number;
}

/** A file that is about to be stored. */
export interface NewFile {
  readonly name: string;
  readonly content: Buffer;
  /** Where it lies now, when it may be moved from there: that costs less than to write it a second time. */
  readonly movable?: string;
}

const DAY = 86_400_000;
const DAYS_KEPT = 14;

/** Folders of finished bundles, named for their content. */
export class OutputStore {
  constructor(private readonly cache: string) {}

  directory(hash: string): string {
    return path.join(this.cache, 'out', hash);
  }

  /** Whether a folder is there, whole. Notes that it is in use. */
  has(hash: string, files: readonly StoredFile[]): boolean {
    const folder = this.directory(hash);
    const status = statSync(folder, { throwIfNoEntry: false });
    if (status === undefined || !files.every((file) => sizeOf(path.join(folder, file.name)) === file.size))
      return false;
    if (Date.now() - status.mtimeMs > DAY) utimesSync(folder, new Date(), new Date());
    return true;
  }

  /** Stores files under the hash of their names and contents. */
  put(files: readonly NewFile[]): { readonly hash: string; readonly files: readonly StoredFile[] } {
    const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
    const hash = createHash('sha256');
    for (const { name, content } of sorted) hash.update(`${name}\0${content.length}\0`).update(content);
    const stored = sorted.map(({ name, content }) => ({ name, size: content.length }));
    const result = { hash: hash.digest('hex'), files: stored };
    this.publish(result.hash, stored, (folder) => {
      for (const file of sorted) place(file, path.join(folder, file.name));
    });
    return result;
  }

  /** Stores a bundle together with an installed tree. */
  join(
    hash: string,
    code: string,
    files: readonly StoredFile[],
    tree: { directory: string; files: readonly StoredFile[] },
  ) {
    const all = [...files, ...tree.files];
    if (this.has(hash, all)) return;
    this.publish(hash, all, (folder) => {
      copyAll(files, this.directory(code), folder);
      copyAll(tree.files, tree.directory, folder);
    });
  }

  private publish(hash: string, files: readonly StoredFile[], fill: (folder: string) => void): void {
    if (this.has(hash, files)) return;
    const folder = this.directory(hash);
    // Someone has damaged it.
    rmSync(folder, { recursive: true, force: true });
    const partial = besides(folder);
    mkdirSync(partial, { recursive: true });
    fill(partial);
    publishFolder(partial, folder);
  }
}

/** Removes what no synth has used for long, and what was left by processes that were stopped. */
export function prune(cache: string): void {
  for (const kind of ['out', 'native', 'records', 'entries', 'build']) {
    for (const name of namesIn(path.join(cache, kind))) {
      const file = path.join(cache, kind, name);
      const days = kind === 'build' || name.endsWith('.tmp') ? 1 : DAYS_KEPT;
      if (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > days * DAY) {
        rmSync(file, { recursive: true, force: true });
      }
    }
  }
}

/** Copies files into a folder, in their subfolders. */
export function copyAll(files: readonly StoredFile[], from: string, to: string): void {
  for (const { name } of files) {
    mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
    copyFileSync(path.join(from, name), path.join(to, name));
  }
}

function place({ name, content, movable }: NewFile, to: string): void {
  if (name.includes('/')) mkdirSync(path.dirname(to), { recursive: true });
  if (movable === undefined) writeFileSync(to, content);
  else renameSync(movable, to);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? -1;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
