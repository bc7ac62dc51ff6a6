import { type ChildProcess, fork } from 'node:child_process';

/** Variable of the process that does the work, set by the one that supervises it. */
const SUPERVISED = 'TRADEWIND_SUPERVISED';

/** Signals by which V8 ends a process that cannot go on, such as for an allocation that no heap has room for. */
const ABORTS: readonly (string | null)[] = ['SIGABRT', 'SIGILL', 'SIGSEGV', 'SIGTRAP', 'SIGBUS'];

/** `true` in the process that does the work. */
export function isSupervised(): boolean {
  return process.env[SUPERVISED] !== undefined;
}

/** Ends the work with the process that supervises it, also when that was killed. */
export function endWithSupervisor(stop: () => void): void {
  process.once('disconnect', stop);
}

/**
 * Runs this program again as a process of its own, and starts it again each time that it was aborted: an allocation in a
 * worker thread can end the process. Resolves to the exit code. `restarted` is called with the signal before each new start.
 */
export async function supervise(restarted: (signal: string) => void): Promise<number> {
  let child: ChildProcess | undefined;
  // The terminal sends Ctrl-C to both; other senders know this process alone.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child?.kill(signal));
  for (;;) {
    child = fork(process.argv[1] ?? '', process.argv.slice(2), { env: { ...process.env, [SUPERVISED]: '1' } });
    const { code, signal } = await ended(child);
    if (!ABORTS.includes(signal)) return code ?? 1;
    restarted(String(signal));
  }
}

function ended(child: ChildProcess) {
  return new Promise<{ readonly code: number | null; readonly signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}
