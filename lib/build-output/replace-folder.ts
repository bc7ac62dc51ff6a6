import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { temporaryName } from '../bundler/write-whole';

/** Replaces a folder with a finished one. On failure, restores the replaced one. */
export function replaceFolder(finished: string, folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true });
  const former = existsSync(folder) ? temporaryName(folder) : undefined;
  if (former !== undefined) renameSync(folder, former);
  try {
    renameSync(finished, folder);
  } catch (error) {
    if (former !== undefined) renameSync(former, folder);
    throw error;
  }
  if (former !== undefined) rmSync(former, { recursive: true, force: true });
}
