import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { BundleOutput, BundleRequest } from '../../lib/bundler';

/** Main file of a bundle. */
export function mainFile({ directory }: BundleOutput): string {
  const names = ['index.js', 'index.mjs'].filter((name) => existsSync(path.join(directory, name)));
  if (names.length !== 1) throw new Error(`no main file in ${readdirSync(directory)}`);
  return path.join(directory, names[0]!);
}

/** Code of a bundle. */
export function codeOf(output: BundleOutput): string {
  return readFileSync(mainFile(output), 'utf8');
}

/** Loads a bundle in a Node.js of its own, calls the function that it exports, and gives the result. */
export function call(output: BundleOutput): unknown {
  const script = `
    import(require('node:url').pathToFileURL(process.argv[1])).then(async ({ handler }) => {
      process.stdout.write('\\n' + JSON.stringify({ result: await handler() }));
    });`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script, mainFile(output)], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n'))).result;
}

/** Results of a process for its requests. */
export interface ChildResult {
  readonly outputs: readonly BundleOutput[];
  readonly runs: number;
}

/** Bundles in a new process, with a library that `compileBundler` made. */
export async function bundleInProcess(
  library: string,
  requests: readonly BundleRequest[],
  cwd: string,
): Promise<ChildResult> {
  const script = `const { Bundles, esbuildRuns } = require(${JSON.stringify(library)});
    const bundles = Bundles.of({});
    const all = ${JSON.stringify(requests)}.map((request) => bundles.register(request));
    const outputs = all.map((bundle) => bundle.output());
    process.stdout.write(JSON.stringify({ outputs, runs: esbuildRuns() }));`;
  const child = spawn(process.execPath, ['-e', script], { cwd, timeout: 60_000 });
  const [text, errors] = await Promise.all([read(child.stdout), read(child.stderr)]);
  if (errors !== '') throw new Error(errors);
  return JSON.parse(text);
}

async function read(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}
