import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import { type Contents, contentHash, holds } from './content-hash';
import { discardFolder, publishFolder, temporaryName } from './write-whole';

/** A file of a bundle. */
export interface StoredFile {
  readonly name: string;
  readonly size: number;
}

/** A file that is about to be stored. */
export interface NewFile {
  readonly name: string;
  readonly content: Buffer;
  /** Current path, if the file can be moved: that costs less than writing it a second time. */
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

  /** Checks that a folder is there, with the contents that its name stands for and nothing else. Notes that it is in use. */
  has(hash: string, parts: readonly Contents[]): boolean {
    const folder = this.directory(hash);
    const status = statSync(folder, { throwIfNoEntry: false });
    if (status === undefined || !holds(folder, parts)) return false;
    if (Date.now() - status.mtimeMs > DAY) utimesSync(folder, new Date(), new Date());
    return true;
  }

  /** Stores files under the hash of their names and contents. */
  put(files: readonly NewFile[]): { readonly hash: string; readonly files: readonly StoredFile[] } {
    const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
    const stored = sorted.map(({ name, content }) => ({ name, size: content.length }));
    const result = { hash: contentHash(sorted.map(({ name, content }) => [name, content] as const)), files: stored };
    this.publish(result.hash, [result], (folder) => {
      for (const file of sorted) place(file, path.join(folder, file.name));
    });
    return result;
  }

  /** Stores what is shipped together in one folder. @returns the name of the folder */
  join(stored: readonly Contents[], tree?: Contents & { readonly directory: string }): string {
    const parts = tree === undefined ? stored : [...stored, tree];
    const hash = createHash('sha256')
      .update(parts.map((part) => part.hash).join('\0'))
      .digest('hex');
    this.publish(hash, parts, (folder) => {
      for (const part of stored) placeAll(part.files, this.directory(part.hash), folder, linkOrCopy);
      if (tree !== undefined) copyAll(tree.files, tree.directory, folder);
    });
    return hash;
  }

  private publish(hash: string, parts: readonly Contents[], fill: (folder: string) => void): void {
    if (this.has(hash, parts)) return;
    const folder = this.directory(hash);
    // It is looked at again: another process may have written it in the meantime.
    if (existsSync(folder) && !this.has(hash, parts)) discardFolder(folder);
    const partial = temporaryName(folder);
    mkdirSync(partial, { recursive: true });
    fill(partial);
    publishFolder(partial, folder);
  }
}

/** Removes what no synth has used for long, and what was left by processes that were stopped. */
export function prune(cache: string): void {
  for (const kind of ['out', 'native', 'index', 'entries', 'build']) {
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
export function copyAll(files: Contents['files'], from: string, to: string): void {
  placeAll(files, from, to, copyFileSync);
}

function placeAll(files: Contents['files'], from: string, to: string, put: (from: string, to: string) => void): void {
  for (const { name } of files) {
    mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
    put(path.join(from, name), path.join(to, name));
  }
}

/** Folders of the store share their files, which are not written to again: a vendor file lies in hundreds of them. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function place({ name, content, movable }: NewFile, to: string): void {
  if (name.includes('/')) mkdirSync(path.dirname(to), { recursive: true });
  if (movable === undefined) writeFileSync(to, content);
  else renameSync(movable, to);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
