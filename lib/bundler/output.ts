import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { digest } from './digest';
import type { NativeTree } from './native';
import type { Project } from './project';

/** A folder that is shipped. */
export interface StoredOutput {
  readonly hash: string;
  /** Bytes shipped, source maps left out. */
  readonly bytes: number;
}

/** Where the output of a hash is. */
export function outputFolder(project: Project, hash: string): string {
  return path.join(project.cache, 'out', hash);
}

/** Moves a built folder, and the native modules that it needs, to the place that its content gives it. */
export function store(project: Project, built: string, native: NativeTree | undefined): StoredOutput {
  const files = readdirSync(built).sort();
  const contents = files.map((name) => readFileSync(path.join(built, name)));
  const hash = digest(...files.flatMap((name, index) => [name, contents[index]!]), native?.hash ?? '');
  const code = files.reduce((sum, name, index) => sum + (name.endsWith('.map') ? 0 : contents[index]!.length), 0);
  const folder = outputFolder(project, hash);
  if (!existsSync(folder)) {
    if (native !== undefined) cpSync(native.folder, path.join(built, 'node_modules'), { recursive: true });
    moveTo(built, folder);
  }
  return { hash, bytes: code + (native?.bytes ?? 0) };
}

/** Moves a folder into place, so that it is there whole or not at all, whoever else does the same. */
export function moveTo(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  try {
    renameSync(from, to);
  } catch (error) {
    rmSync(from, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}
