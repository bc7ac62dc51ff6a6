import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import * as path from 'node:path';

/** Result of a run of npm. */
export interface NpmResult {
  readonly ok: boolean;
  /** Output of a failed run. */
  readonly output: string;
}

/** Runs npm in a folder. */
export function npm(args: readonly string[], folder: string): NpmResult {
  const script = findNpm();
  const [command, first] = script === undefined ? ['npm', []] : [process.execPath, [script]];
  // Without npm's own script there is only npm.cmd on Windows, which needs a shell.
  const shell = script === undefined && process.platform === 'win32';
  const run = spawnSync(command, [...first, ...args], {
    cwd: folder,
    encoding: 'utf8',
    shell,
    env: cleanEnvironment(),
  });
  return { ok: run.status === 0, output: run.error ? run.error.message : `${run.stderr}${run.stdout}` };
}

/** Returns npm as a script that this Node.js runs: the same on all systems. */
function findNpm(): string | undefined {
  const bin = path.dirname(process.execPath);
  const tail = path.join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const inPath = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'npm'));
  const candidates = [
    process.env.npm_execpath ?? '',
    path.join(bin, tail),
    path.join(bin, '..', 'lib', tail),
    ...inPath,
  ];
  return candidates
    .filter((file) => file !== '' && existsSync(file))
    .map((file) => realpathSync(file))
    .find(isNpm);
}

// `npm_execpath` may belong to another package manager.
function isNpm(file: string): boolean {
  return path.basename(file) === 'npm-cli.js';
}

/** Scripts of npm and other tools pass on their settings, which would redirect the installation to the project. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const misleading =
    /^npm_(config_(local_prefix|prefix|global|dry_run|package_lock_only|workspaces?|omit|include|only|production)|package_|lifecycle_)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !misleading.test(name)));
}
