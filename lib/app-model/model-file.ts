import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { IConstruct } from 'constructs';
import { describeApp } from './model';

/** Name of the app model's file in the output. */
export const MODEL_FILE = 'tradewind.json';
/** Name of the file next to an app model that marks a later, failed synthesis. */
export const FAILURE_FILE = 'tradewind.failed';

const folders = new Set<string>();
let isWatching = false;

/** Writes the app model of a tree into a folder. */
export function writeModel(root: IConstruct, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, MODEL_FILE), `${JSON.stringify(describeApp(root), undefined, 2)}\n`);
  rmSync(path.join(folder, FAILURE_FILE), { force: true });
}

/**
 * Leaves a mark next to the app model of an earlier synthesis when this process ends with an error, so that tools can
 * report that the model is not that of the last attempt.
 */
export function watchSynthesis(folder: string): void {
  folders.add(path.resolve(folder));
  if (isWatching) return;
  isWatching = true;
  process.once('exit', (code) => {
    if (code !== 0) markFailure();
  });
}

function markFailure(): void {
  for (const folder of folders) {
    if (existsSync(path.join(folder, MODEL_FILE))) writeFileSync(path.join(folder, FAILURE_FILE), '');
  }
}
