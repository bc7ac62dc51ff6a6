import { spawn } from 'node:child_process';
import { type Usage, watchTree } from './process-tree';

/** Finished process, started fresh. */
export interface Run extends Usage {
  readonly wallSeconds: number;
  /** JSON that the program printed on its last line. */
  readonly result: unknown;
}

/** Runs a Node.js program to its end. @throws Error with its output when it fails */
export async function runNode(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  node = process.execPath,
): Promise<Run> {
  const start = process.hrtime.bigint();
  const child = spawn(node, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const stopWatching = watchTree(child.pid!);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('exit', resolve));
  const wallSeconds = Number(process.hrtime.bigint() - start) / 1e9;
  const usage = stopWatching();
  // Not `close` before: a process that it leaves behind may hold the pipes for a while.
  if (!child.stdout.readableEnded) await new Promise((resolve) => child.stdout.on('close', resolve));
  const stdout = Buffer.concat(out).toString();
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}\n${stdout}${Buffer.concat(err)}`);
  const result = lastLine(stdout);
  const { maxRSS = 0 } = (result ?? {}) as { maxRSS?: number };
  return { wallSeconds, ...usage, peakMiB: Math.max(usage.peakMiB, maxRSS / 1024), result };
}

function lastLine(text: string): unknown {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  return line.startsWith('{') ? JSON.parse(line) : undefined;
}
