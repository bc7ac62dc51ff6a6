import { spawnSync } from 'node:child_process';

/** A finished process, started fresh. */
export interface Run {
  readonly wallSeconds: number;
  /** Largest single process among it and its descendants. */
  readonly peakMiB: number;
  /** What the program printed as JSON on its last line. */
  readonly result: unknown;
}

const timeCommand = findTimeCommand();

/** How the peak was measured, for the report. */
export const peakMethod = timeCommand
  ? 'largest single process of the tree, by GNU time'
  : 'the Node.js process alone, by its own resourceUsage(); esbuild, which runs beside it, is not seen';

/** Runs a Node.js program to its end. @throws Error with its output when it fails */
export function runNode(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  node = process.execPath,
): Run {
  const command = timeCommand ? [timeCommand, '-f', 'peak %M', node] : [node];
  const start = process.hrtime.bigint();
  const child = spawnSync(command[0]!, [...command.slice(1), ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const wallSeconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (child.status !== 0) {
    throw new Error(
      `node ${args.join(' ')} ended with ${child.status ?? child.signal}\n${child.stdout}${child.stderr}`,
    );
  }
  const result = lastLine(child.stdout);
  return { wallSeconds, peakMiB: peakOf(child.stderr, result), result };
}

function lastLine(text: string): unknown {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  return line.startsWith('{') ? JSON.parse(line) : undefined;
}

function peakOf(stderr: string, result: unknown): number {
  const kilobytes = timeCommand
    ? Number(/^peak (\d+)$/m.exec(stderr)?.[1])
    : ((result as { maxRSS?: number } | undefined)?.maxRSS ?? Number.NaN);
  return kilobytes / 1024;
}

/** Only GNU time knows `-f`; it is not installed everywhere. */
function findTimeCommand(): string | undefined {
  const command = '/usr/bin/time';
  const tried = spawnSync(command, ['-f', 'peak %M', process.execPath, '--version'], { encoding: 'utf8' });
  return /^peak \d+$/m.test(tried.stderr ?? '') ? command : undefined;
}
