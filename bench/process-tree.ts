import { readdirSync, readFileSync } from 'node:fs';

/** Resources used by a process and its descendants. */
export interface Usage {
  /** Peak memory of the largest of them. */
  readonly peakMiB: number;
  /** CPU time of all of them together; short ones are measured in part. */
  readonly cpuSeconds: number;
}

const INTERVAL_MS = 50;

/** Method of measurement, for the report. */
export const usageMethod =
  process.platform === 'linux'
    ? `peak memory: largest single process of the tree; CPU: sum of all; both from /proc, every ${INTERVAL_MS} ms`
    : 'peak memory: the Node.js process alone, without the esbuild beside it, which is seen on Linux only';

/**
 * Watches a process and its descendants until the returned function is called. From outside, because esbuild's process
 * stays for later builds and is not awaited at its end, so no rusage of its parent includes it.
 */
export function watchTree(root: number): () => Usage {
  const seen = new Map<number, { peakKiB: number; cpuSeconds: number }>();
  const look = () => {
    for (const pid of process.platform === 'linux' ? family(root) : []) {
      const usage = usageOf(pid);
      if (usage !== undefined) seen.set(pid, usage);
    }
  };
  const timer = setInterval(look, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    const all = [...seen.values()];
    return {
      peakMiB: Math.max(0, ...all.map(({ peakKiB }) => peakKiB)) / 1024,
      cpuSeconds: all.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    };
  };
}

/** Children are listed by the thread that started them. */
function family(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const children = threads.flatMap((thread) =>
      (readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').match(/\d+/g) ?? []).map(Number),
    );
    return [pid, ...children.flatMap(family)];
  } catch {
    // Ended meanwhile.
    return [];
  }
}

function usageOf(pid: number): { peakKiB: number; cpuSeconds: number } | undefined {
  try {
    const [, peakKiB] = /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    // Ended, though its parent has not collected it yet.
    if (peakKiB === undefined) return undefined;
    // After the name in brackets come state, ppid and so on; 12th and 13th are user and system time, in ticks of 10 ms.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return { peakKiB: Number(peakKiB), cpuSeconds: (Number(stat[11]) + Number(stat[12])) / 100 };
  } catch {
    return undefined;
  }
}
