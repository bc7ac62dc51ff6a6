import { execFile, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const PACKAGES = ['cfn-lint==1.58.0', 'checkov==3.2.459'];
const CACHE = path.resolve(__dirname, '../../node_modules/.cache/tradewind-safety');
const VENV = path.join(CACHE, PACKAGES.join('-').replaceAll('==', '-'));

/** Runs a linter written in Python, and returns its output. It may exit with 1, which means that it found something. */
export function runPythonTool(name: 'cfn-lint' | 'checkov', args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
    execFile(path.join(VENV, 'bin', name), args, options, (_error, stdout, stderr) => {
      if (/^\s*[[{]/.test(stdout)) resolve(stdout);
      else reject(new Error(`${name} printed no JSON:\n${stdout}\n${stderr}`));
    });
  });
}

/** Installs the linters, unless they are installed. An interrupted installation starts again. */
export function installPythonTools(): void {
  const done = path.join(VENV, 'installed');
  if (existsSync(done)) return;
  console.log(`Installing ${PACKAGES.join(' and ')} …`);
  rmSync(VENV, { recursive: true, force: true });
  run(findPython(), ['-m', 'venv', VENV]);
  run(path.join(VENV, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES]);
  writeFileSync(done, '');
}

function findPython(): string {
  const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  const names = ['python3', 'python3.11', 'python3.12', 'python3.13', 'python'];
  const found = names.find((name) => spawnSync(name, ['-c', check]).status === 0);
  if (found === undefined) throw new Error('The linters need Python 3.10 or newer with venv and pip on the PATH.');
  return found;
}

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${error?.message ?? stdout + stderr}`);
}
