import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';

const FOLDER = path.join(__dirname, 'runtimes');
const LOCK = path.join(FOLDER, 'package-lock.json');
const INSTALLED = path.join(FOLDER, 'node_modules/.package-lock.json');

/** Installs the providers' runtimes, unless they are installed in the versions of the lock file. */
export function installRuntimes(): void {
  if (existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(LOCK).mtimeMs) return;
  const { status, stdout, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The runtimes could not be installed:\n${stdout}${stderr}`);
}

/** Returns the path of a file in a runtime's package. */
export function runtimeFile(name: string): string {
  return path.join(FOLDER, 'node_modules', name);
}

/** Package of a runtime. */
export function requireRuntime(name: string): Record<string, unknown> {
  return createRequire(path.join(FOLDER, 'package.json'))(name);
}

/** Name and version of a runtime, for the matrix. */
export function runtimeName(name: string): string {
  const { dependencies } = JSON.parse(readFileSync(path.join(FOLDER, 'package.json'), 'utf8'));
  return `${name} ${dependencies[name]}`;
}
