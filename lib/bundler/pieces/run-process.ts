import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { buildSync, stop } from 'esbuild';
import { itemAt } from '../../lookup';
import type { PiecesRequest, PiecesResult } from './bundle-pieces';
import type { ProcessRequest } from './process';

const PROCESS = path.join(__dirname, 'process.js');
const MINUTE = 60_000;

let compiled: string | undefined;

/**
 * Bundles pieces in a process of its own, and waits for it: a construct is synchronous, and esbuild's plugins are not.
 * @returns nothing where it failed: an ordinary run of esbuild then reports the reason
 */
export function runProcess(request: PiecesRequest): PiecesResult | undefined {
  const { outdir } = request;
  try {
    mkdirSync(outdir, { recursive: true });
    const [input, result] = [path.join(outdir, 'request.json'), path.join(outdir, 'result.json')];
    const more: ProcessRequest = { ...request, esbuild: require.resolve('esbuild'), result };
    writeFileSync(input, JSON.stringify(more));
    const { status } = spawnSync(process.execPath, [script(outdir), input], {
      cwd: request.project.root,
      env: { ...process.env, NODE_OPTIONS: withoutInspector(process.env.NODE_OPTIONS) },
      stdio: 'ignore',
      timeout: 10 * MINUTE,
    });
    return status === 0 ? (JSON.parse(readFileSync(result, 'utf8')) as PiecesResult) : undefined;
  } catch {
    return undefined;
  }
}

/** A debugger waits for whoever connects to it. */
function withoutInspector(options = ''): string {
  return options.replace(/(^|\s)--inspect[\w-]*(=\S+)?/g, '');
}

/** The compiled file; when tradewind runs from source, one that is compiled first. */
function script(outdir: string): string {
  if (existsSync(PROCESS)) return PROCESS;
  const file = path.join(outdir, 'process.js');
  compiled ??= compile();
  writeFileSync(file, compiled);
  return file;
}

function compile(): string {
  try {
    const { outputFiles } = buildSync({
      entryPoints: [path.join(__dirname, 'process.ts')],
      bundle: true,
      platform: 'node',
      // For the files that look for what is beside them.
      define: { __dirname: JSON.stringify(path.dirname(__dirname)) },
      write: false,
    });
    return itemAt(outputFiles, 0).text;
  } finally {
    void stop();
  }
}
