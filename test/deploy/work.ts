import { cpSync, rmSync } from 'node:fs';
import * as path from 'node:path';

export const REPOSITORY = path.resolve(__dirname, '../..');

/** Folder with a copy of the examples that tests may change; within the repository, so that its packages are found. */
export const WORK = path.join(__dirname, '.work');

export function copyExamples(): void {
  removeWork();
  for (const name of ['examples', 'bin', 'cdk.json']) {
    const filter = (file: string) => !/\.test\.ts$|__snapshots__/.test(file);
    cpSync(path.join(REPOSITORY, name), path.join(WORK, name), { recursive: true, filter });
  }
  cpSync(path.join(__dirname, 'drills'), path.join(WORK, 'drills'), { recursive: true });
}

export function removeWork(): void {
  rmSync(WORK, { recursive: true, force: true });
}
