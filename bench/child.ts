import { spawnSync } from 'node:child_process';
import type { Usage } from './stacks/result';

/** A finished process, started fresh. */
export interface Run {
  readonly wallSeconds: number;
  /** Of all processes together. NaN where GNU time is not installed. */
  readonly cpuSeconds: number;
  /** Largest single process among it and its descendants. */
  readonly peakMiB: number;
  /** What the program printed as JSON on its last line. */
  readonly result: unknown;
}

const MEASURES = 'measured %M %U %S';
const timeCommand = findTimeCommand();

/** How the peak was measured, for the report. */
export const peakMethod = timeCommand
  ? 'largest single process of the tree, by GNU time, and by /proc for the esbuild that a program leaves behind'
  : 'the Node.js process alone, by its own resourceUsage()';

/** Runs a Node.js program to its end. @throws Error with its output when it fails */
export function runNode(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  node = process.execPath,
): Run {
  const command = timeCommand ? [timeCommand, '-f', MEASURES, node] : [node];
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
  return { wallSeconds, ...measuresOf(child.stderr, result), result };
}

function lastLine(text: string): unknown {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  return line.startsWith('{') ? JSON.parse(line) : undefined;
}

function measuresOf(stderr: string, result: unknown): Pick<Run, 'cpuSeconds' | 'peakMiB'> {
  const [, peak, user, system] = /^measured (\d+) ([\d.]+) ([\d.]+)$/m.exec(stderr) ?? [];
  const { maxRSS = 0, childMaxRSS = 0, childCpu = 0 } = (result ?? {}) as Partial<Usage>;
  return {
    peakMiB: Math.max(Number(peak ?? maxRSS), childMaxRSS) / 1024,
    cpuSeconds: Number(user) + Number(system) + childCpu,
  };
}

/** Only GNU time knows `-f`; it is not installed everywhere. */
function findTimeCommand(): string | undefined {
  const command = '/usr/bin/time';
  const tried = spawnSync(command, ['-f', MEASURES, process.execPath, '--version'], { encoding: 'utf8' });
  return /^measured \d+ /m.test(tried.stderr ?? '') ? command : undefined;
}
