import { existsSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import type { AppModel } from '../model';

/** A mistake that the user can mend. */
export class CliError extends Error {}

const NAME = 'tradewind.json';
/** Where synthesis writes, by provider library. */
const OUTPUTS = ['cdk.out', 'cdktf.out', '.vercel', '.netlify'];

/** The app model of the newest synthesis, or that of a file or a folder. @throws CliError when there is none */
export function readModel(given?: string): { readonly file: string; readonly model: AppModel } {
  const file = given === undefined ? newest() : inFolder(given);
  try {
    const model = JSON.parse(readFileSync(file, 'utf8')) as AppModel;
    if (model.version !== 1) throw new CliError(`${file} has version ${model.version}, and this tradewind reads 1.`);
    return { file, model };
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function newest(): string {
  const found = OUTPUTS.map((folder) => path.join(folder, NAME)).filter((file) => existsSync(file));
  const [first] = found.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (first !== undefined) return first;
  throw new CliError(
    `There is no ${NAME} in ${OUTPUTS.join(', ')}. Synthesize the app first, such as by "npx cdk synth", or name the file with --model.`,
  );
}

function inFolder(given: string): string {
  const status = statSync(given, { throwIfNoEntry: false });
  if (status === undefined) throw new CliError(`${given} does not exist.`);
  return status.isDirectory() ? path.join(given, NAME) : given;
}
