import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { parseEnv } from 'node:util';
import type { RunModel } from '../../app-model/run-model';
import { variableName } from '../../variable-name';
import type { Fixes } from '../finding';

/** Name of the file with the values of secrets and variables. */
export const ENV_FILE = '.env.local';

/** Git would commit the file with secrets. */
export class EnvFileError extends Error {
  override readonly name = 'EnvFileError';
}

/** Reads `.env.local`. @throws EnvFileError when git does not ignore it */
export function readEnvFile(folder: string): Record<string, string> {
  const file = path.join(folder, ENV_FILE);
  if (!existsSync(file)) return {};
  // 1 is a file that is not ignored; 128 a folder without git. https://git-scm.com/docs/git-check-ignore#_exit_status
  const { status } = spawnSync('git', ['check-ignore', '--quiet', ENV_FILE], { cwd: folder });
  if (status === 1)
    throw new EnvFileError(
      `[tradewind:DEV_ENV] Git does not ignore ${ENV_FILE}, which holds secrets. Fix: echo '${ENV_FILE}' >> .gitignore`,
    );
  return parseEnv(readFileSync(file, 'utf8')) as Record<string, string>;
}

/** The secrets of an app, by their paths: that of `Shop/ApiKey` is the variable `SHOP_API_KEY`. */
export function secretsIn({ constructs }: RunModel, values: Readonly<Record<string, string>>): Record<string, string> {
  const secrets = constructs.filter(({ kind }) => kind === 'Secret').map(({ path: name }) => name);
  return Object.fromEntries(
    secrets.flatMap((name) => {
      const value = values[variableName(name)];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Commands that give values to secrets and variables. */
export const commands: Fixes = {
  secret: (name) => commandFor(variableName(name)),
  variable: commandFor,
};

function commandFor(name: string): string {
  return `run echo '${name}=...' >> ${ENV_FILE}`;
}
