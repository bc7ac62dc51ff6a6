import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import type { AppModel } from '../app-model/model';
import { FAILURE_FILE, MODEL_FILE } from '../app-model/model-file';
import { PROVIDERS } from '../catalogue';

/** Thrown for a mistake that the user can fix. */
export class CliError extends Error {}

/** Output folders of synthesis, by provider library. */
const OUTPUTS = [...new Set(Object.values(PROVIDERS).map(({ output }) => output))];

/** App model that was read. */
export interface ReadModel {
  readonly file: string;
  readonly model: AppModel;
  /** Age in words: `4 minutes`. */
  readonly age: string;
  /** `true` if a synthesis has failed since it was written. */
  readonly isOutdated: boolean;
}

/** Reads the app model of the newest synthesis, or that of a file or a folder. @throws CliError when there is none */
export function readModel(given?: string): ReadModel {
  const file = given === undefined ? newest() : inFolder(given);
  try {
    const model = JSON.parse(readFileSync(file, 'utf8')) as AppModel;
    if (model.version !== 1)
      throw new CliError(`${file} has version ${model.version}, and this version of tradewind reads 1.`);
    return { file, model, age: inWords(Date.now() - writtenAt(file)), isOutdated: hasFailedSince(file) };
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function newest(): string {
  const folders = OUTPUTS.flatMap((folder) => [folder, ...foldersIn(folder)]);
  const found = folders.map((folder) => path.join(folder, MODEL_FILE)).filter((file) => existsSync(file));
  const [first] = found.sort((a, b) => writtenAt(b) - writtenAt(a));
  if (first !== undefined) return first;
  throw new CliError(
    `There is no ${MODEL_FILE} in ${OUTPUTS.join(', ')}. Synthesize the app first, such as by "npx cdk synth", or name the file with --model.`,
  );
}

function inFolder(given: string): string {
  const status = statSync(given, { throwIfNoEntry: false });
  if (status === undefined) throw new CliError(`${given} does not exist.`);
  return status.isDirectory() ? path.join(given, MODEL_FILE) : given;
}

/** Lists subfolders: an app of several providers has one for each. */
function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
}

function writtenAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function hasFailedSince(file: string): boolean {
  return writtenAt(path.join(path.dirname(file), FAILURE_FILE)) > writtenAt(file);
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

function inWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const [unit, length] = UNITS.find(([, size]) => seconds >= size) ?? UNITS[3];
  const count = Math.floor(seconds / length);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
