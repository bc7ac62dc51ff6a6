import { readdirSync, readFileSync } from 'node:fs';

/** What a measured program has used by its end. */
export interface Usage {
  /** Peak memory of the program, in KiB. */
  readonly maxRSS: number;
  /** The largest peak among its children that still run, in KiB. */
  readonly childMaxRSS: number;
  /** CPU of those children, in seconds. */
  readonly childCpu: number;
}

/** Prints what a program found and used, for the process that started it. */
export function printResult(result: object): void {
  const children = runningChildren();
  const usage: Usage = {
    maxRSS: process.resourceUsage().maxRSS,
    childMaxRSS: Math.max(0, ...children.map(({ maxRSS }) => maxRSS)),
    childCpu: children.reduce((sum, { cpu }) => sum + cpu, 0),
  };
  console.log(JSON.stringify({ ...result, ...usage }));
}

/**
 * esbuild's process stays for builds to come and ends unawaited with its parent, so that no rusage shows what it took.
 * Linux tells while it lives; elsewhere it is not seen.
 */
function runningChildren(): { readonly maxRSS: number; readonly cpu: number }[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      if (field(status, 'PPid') !== process.pid) return [];
      // After the name in brackets: state, ppid and so on; user and system time are fields 14 and 15, in ticks of 10 ms.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return [{ maxRSS: field(status, 'VmHWM'), cpu: (Number(stat[11]) + Number(stat[12])) / 100 }];
    } catch {
      // Not a process, or gone.
      return [];
    }
  });
}

function field(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1]);
}
