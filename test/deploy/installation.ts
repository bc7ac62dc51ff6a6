import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { REPOSITORY } from './work';

const CACHE = path.join(REPOSITORY, 'node_modules/.cache/tradewind-emulator');

/** The emulator, and its version. */
export const EMULATOR = 'ministack 1.5.33';

/** Without cryptography, which the emulator does not declare, it rejects every token. */
const PYTHON_PACKAGES = [EMULATOR.replace(' ', '=='), 'cryptography==50.0.2'];

/** Version of `nodejs24.x`. */
const NODE_VERSION = '24.21.0';

/** Installs the emulator, unless it is installed, and returns its Python. */
export function installEmulator(): string {
  const venv = path.join(CACHE, PYTHON_PACKAGES.join('-').replaceAll('==', '-'));
  const python = path.join(venv, 'bin/python');
  once(venv, 'the emulator', () => {
    run(findPython(), ['-m', 'venv', venv]);
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PYTHON_PACKAGES]);
  });
  return python;
}

/**
 * Installs the Node.js of Lambda, unless this is one, and returns the folder of its `node`. Not a dependency of the
 * package, so that no one else has to download it.
 */
export function installNode(): string {
  if (process.version.startsWith('v24.')) return path.dirname(process.execPath);
  const name = `node-${process.platform}-${process.arch}`;
  const folder = path.join(CACHE, `node-${NODE_VERSION}`);
  once(folder, `Node.js ${NODE_VERSION}`, () => {
    mkdirSync(folder, { recursive: true });
    // Its own project, or npm would install into the repository.
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    run('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${NODE_VERSION}`]);
  });
  return path.join(folder, 'node_modules', name, 'bin');
}

/** Accepts a folder if its installation completed: an interrupted one starts again. */
function once(folder: string, what: string, install: () => void): void {
  const done = path.join(folder, 'installed');
  if (existsSync(done)) return;
  console.log(`Installing ${what} …`);
  rmSync(folder, { recursive: true, force: true });
  install();
  writeFileSync(done, '');
}

function findPython(): string {
  const works = ({ status }: { status: number | null }) => status === 0;
  const version = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  const found = ['python3', 'python3.11', 'python3.12', 'python3.13', 'python'].find((name) =>
    works(spawnSync(name, ['-c', version])),
  );
  if (found === undefined) throw new Error('The emulator needs Python 3.10 or newer with venv and pip on the PATH.');
  return found;
}

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${error?.message ?? stdout + stderr}`);
}
