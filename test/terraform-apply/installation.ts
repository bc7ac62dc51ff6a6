import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

/** Separate from the package, so that no one else has to download it. */
const CACHE = path.join(__dirname, '../../node_modules/.cache/tradewind-terraform');

/**
 * Installs the packages in the lock file of a folder, unless they are there, and returns the folder of their
 * `node_modules`.
 */
export function installPackages(name: 'tools'): string {
  const source = path.join(__dirname, name);
  const lock = readFileSync(path.join(source, 'package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 8);
  const folder = installOnce(`${name}-${version}`, (partial) => {
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(path.join(source, file), path.join(partial, file));
    run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], partial);
  });
  return path.join(folder, 'node_modules');
}

/** Fills a folder of the cache, once. An interrupted installation leaves nothing behind, and starts again. */
export function installOnce(name: string, install: (partial: string) => void): string {
  const folder = path.join(CACHE, name);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  console.log(`Installing ${name} …`);
  mkdirSync(partial, { recursive: true });
  try {
    install(partial);
    writeFileSync(path.join(partial, 'installed'), new Date().toISOString());
    moveInto(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

/** Runs a command to its end, and returns its output. @throws Error with the output when it fails */
export function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const options = { cwd, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 1 << 26 } as const;
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${error?.message ?? end(stdout + stderr)}`);
  return stdout;
}

// Of two processes that install at the same time, the first to finish wins.
function moveInto(partial: string, folder: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

// The rest would hide it: a stack trace can quote a whole bundle.
function end(output: string): string {
  return output.trim().slice(-4000);
}
