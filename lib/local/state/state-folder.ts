import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { SqliteJournal } from './sqlite-journal';

/** State of a namespace that is in use by this process. */
export interface StateFolder {
  readonly journal: SqliteJournal;
  /** Closes the state, so that another process can use it. */
  release(): void;
}

/** The state is in use by another process. */
export class StateInUse extends Error {
  override readonly name = 'StateInUse';

  constructor(
    folder: string,
    readonly pid: number,
  ) {
    super(
      `[tradewind:LOCAL_STATE] ${folder} is in use by process ${pid}. ` +
        'Fix: end that process, or give this run another --namespace.',
    );
  }
}

/**
 * Opens the state in a folder, for this process alone. `reset` deletes it before.
 * @throws StateInUse while another process has it
 */
export function openState(folder: string, { reset }: { readonly reset: boolean }): StateFolder {
  mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, 'pid');
  claim(folder, lock);
  try {
    const file = path.join(folder, 'state.db');
    if (reset) for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    const journal = new SqliteJournal(file);
    return { journal, release: () => rmSync(lock, { force: true }) };
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  }
}

/** A process that was killed leaves its claim: one of a process that runs no longer is replaced. */
function claim(folder: string, lock: string): void {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid !== process.pid && isRunning(pid)) throw new StateInUse(folder, pid);
    rmSync(lock, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
