import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const own = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** Packed library. */
export const tarball = (): string => required('TRADEWIND_TARBALL');

/** Returns the version of a package that this repository is developed with. */
export const pinned = (name: string): string => own.devDependencies[name]!;

/** Files by their path; an object is written as JSON. */
export type Files = Readonly<Record<string, string | object>>;

/** Creates an empty folder outside of the repository, so that no file of the repository is found by accident. */
export function emptyFolder(name: string): string {
  return mkdtempSync(path.join(required('TRADEWIND_PACKAGE_FOLDER'), `${name}-`));
}

/** Writes files below a folder. */
export function write(folder: string, files: Files): void {
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`);
  }
}

/** Dependencies that every consumer of the whole library installs. */
export const dependencies = () => ({
  tradewind: `file:${tarball()}`,
  'aws-cdk-lib': pinned('aws-cdk-lib'),
  constructs: pinned('constructs'),
  sharp: pinned('sharp'),
});

/** Dependencies of its tools. */
export const tools = {
  '@types/node': pinned('@types/node'),
  'ts-node': '10.9.2',
  tsx: pinned('tsx'),
  typescript: pinned('typescript'),
};

/** Runs a command and returns its output. @throws Error with the output when the command fails */
export function run(
  folder: string,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): string {
  const result = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment(), ...env },
  });
  if (result.status === 0) return result.stdout;
  throw new Error(
    `${command} ${args.join(' ')} in ${folder} ended with ${result.status}\n${result.stdout}${result.stderr}`,
  );
}

export const npmInstall = (folder: string) =>
  run(folder, 'npm', ['install', '--no-audit', '--no-fund', '--prefer-offline']);

/** Last major version of pnpm that runs on Node.js 20. */
export const PNPM = 'pnpm@10.34.9';

export const pnpm = (folder: string, ...args: string[]) => run(folder, 'npx', ['--yes', PNPM, ...args]);

/** Without the variables of npm and jest: they would make the consumer look like a part of this repository. */
function environment(): NodeJS.ProcessEnv {
  const own = /^(npm_(?!config_(registry|cache|userconfig))|INIT_CWD|NODE_ENV|NODE_PATH|NODE_OPTIONS|JEST_)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run these tests by npm run test:package`);
  return value;
}
