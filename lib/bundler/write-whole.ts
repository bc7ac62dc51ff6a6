import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

let count = 0;

/** Returns a name next to `file` that no other process uses. */
export function temporaryName(file: string): string {
  count += 1;
  return `${file}.${process.pid}-${count}.tmp`;
}

/** Writes a file so that other processes see it complete or not at all. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = temporaryName(file);
  writeFileSync(partial, text);
  renameSync(partial, file);
}

/** Writes a file as `writeWhole` does, but leaves a file with the same content alone. */
export function ensureFile(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeWhole(file, text);
}

/** Renames a finished folder. Another process may have been faster: its folder has the same content. */
export function publishFolder(finished: string, folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true });
  try {
    renameSync(finished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(finished, { recursive: true, force: true });
  }
}

/** Deletes a damaged folder, moved away first: another process may write the sound one in the meantime. */
export function discardFolder(folder: string): void {
  const aside = temporaryName(folder);
  try {
    renameSync(folder, aside);
  } catch {
    // The other process has moved it.
  }
  rmSync(aside, { recursive: true, force: true });
}
