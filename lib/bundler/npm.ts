import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';

/** Runs npm, which comes with Node.js, in a folder. Returns what it printed when it failed. */
export function npm(folder: string, args: readonly string[]): string | undefined {
  const script = npmScript();
  // Without its script npm is a shell script or, on Windows, a batch file.
  const [command, all] = script === undefined ? ['npm', args] : [process.execPath, [script, ...args]];
  const shell = script === undefined && process.platform === 'win32';
  const result = spawnSync(command, all, { cwd: folder, encoding: 'utf8', shell, env: environment() });
  return result.status === 0 ? undefined : (result.error?.message ?? result.stderr.trim());
}

function npmScript(): string | undefined {
  const folder = path.dirname(process.execPath);
  const places = [
    process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : '',
    path.join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  return places.find((file) => file !== undefined && file !== '' && existsSync(file));
}

/** What an outer npm set for its own project must not reach this one: a dry run, a workspace, a prefix. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(config_(dry_run|workspace|workspaces|prefix|global|omit|include|local_prefix)|package_|lifecycle_)/i.test(
        name,
      ),
  );
  return Object.fromEntries(kept);
}
