import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { RUN_FILE, type RunFile } from '../../app-model/run-file';

/** The app could not be read: there is no command, or it failed. */
export class AppCommandError extends Error {
  override readonly name = 'AppCommandError';
}

/** Files that name the command of an app, as the tools of the CDK and of CDK for Terraform read them. */
const SETTINGS = ['cdk.json', 'cdktf.json'] as const;

/** The command that declares the app. @throws AppCommandError when none is found */
export function findCommand(folder: string, given: string | undefined): string {
  if (given !== undefined) return given;
  for (const name of SETTINGS) {
    const file = path.join(folder, name);
    const command = existsSync(file) ? commandIn(file) : undefined;
    if (command !== undefined) return command;
  }
  throw new AppCommandError(
    `[tradewind:DEV_APP] ${SETTINGS.join(' and ')} in ${folder} name no app. Fix: give its command, such as --app "npx tsx app.ts".`,
  );
}

function commandIn(file: string): string | undefined {
  try {
    const { app } = JSON.parse(readFileSync(file, 'utf8')) as { readonly app?: unknown };
    return typeof app === 'string' ? app : undefined;
  } catch (cause) {
    throw new AppCommandError(`[tradewind:DEV_APP] ${file} is no JSON. Fix: correct it.`, { cause });
  }
}

/** Runs the command of an app, which reports its run model in the place of a synthesis. @throws AppCommandError when it fails */
export async function readApp(command: string, folder: string): Promise<RunFile> {
  const output = mkdtempSync(path.join(tmpdir(), 'tradewind-dev-'));
  const file = path.join(output, 'run.json');
  try {
    const { code, text } = await run(command, folder, {
      [RUN_FILE]: file,
      CDK_OUTDIR: path.join(output, 'cdk.out'),
      CDK_CONTEXT_JSON: JSON.stringify({ ...contextOf(folder), 'aws:cdk:bundling-stacks': [] }),
    });
    if (code !== 0)
      throw new AppCommandError(`[tradewind:DEV_APP] The app ended with code ${code}: ${command}\n${text.trimEnd()}`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as RunFile;
    throw new AppCommandError(
      `[tradewind:DEV_APP] The app has no constructs of tradewind: ${command}. Fix: declare some, or give another --app.`,
    );
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** The context of `cdk.json`, which the CLI of the CDK would pass. */
function contextOf(folder: string): object {
  const file = path.join(folder, 'cdk.json');
  return existsSync(file) ? ((JSON.parse(readFileSync(file, 'utf8')) as { context?: object }).context ?? {}) : {};
}

function run(command: string, cwd: string, environment: Readonly<Record<string, string>>) {
  return new Promise<{ readonly code: number | null; readonly text: string }>((resolve, reject) => {
    const child = spawn(command, { cwd, shell: true, env: { ...process.env, ...environment } });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += String(data)));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, text }));
  });
}
