/** A moment that was asked for. */
export interface Alarm {
  cancel(): void;
}

/** The time by which schedules, delays and retries happen. Handlers see the clock of the machine. */
export interface Clock {
  /** In milliseconds since 1970. */
  now(): number;
  /** Calls `run` at a time. A `retry` is the pause after a failure, which a test does not wait for. */
  at(time: number, run: () => void, kind?: 'retry'): Alarm;
}

interface Entry {
  readonly time: number;
  readonly run: () => void;
  readonly kind?: 'retry';
}

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  private readonly entries = new Set<Entry>();

  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  at(time: number, run: () => void, kind?: 'retry'): Alarm {
    const entry = { time, run, kind };
    this.entries.add(entry);
    return { cancel: () => void this.entries.delete(entry) };
  }

  /** Runs what is due by now. Returns `false` when nothing is. */
  runDue(): boolean {
    return this.runAll((entry) => entry.time <= this.time);
  }

  /** Runs what waits for its pause after a failure, as if the pause was over. Returns `false` when nothing does. */
  runRetries(): boolean {
    return this.runAll((entry) => entry.kind === 'retry');
  }

  /**
   * Moves to `target` in steps from one due moment to the next. `settle` resolves when the work of a moment has ended.
   * @throws RangeError for a time in the past
   */
  async moveTo(target: number, settle: () => Promise<void>): Promise<void> {
    if (!(target >= this.time))
      throw new RangeError('[tradewind:CLOCK] A clock does not go back. Fix: give a later time.');
    await settle();
    for (let next = this.next(target); next !== undefined; next = this.next(target)) {
      this.time = Math.max(this.time, next);
      this.runDue();
      await settle();
    }
    this.time = target;
  }

  private next(target: number): number | undefined {
    const times = [...this.entries].map(({ time }) => time).filter((time) => time <= target);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  private runAll(isChosen: (entry: Entry) => boolean): boolean {
    const chosen = [...this.entries].filter(isChosen).sort((a, b) => a.time - b.time);
    for (const entry of chosen) this.entries.delete(entry);
    for (const { run } of chosen) run();
    return chosen.length > 0;
  }
}

/** Longest wait of a timer of Node.js in milliseconds. @see https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const MAX_WAIT = 2_147_483_647;

/** The clock of the machine. */
export class MachineClock implements Clock {
  now(): number {
    return Date.now();
  }

  at(time: number, run: () => void): Alarm {
    let timer: NodeJS.Timeout | undefined;
    const wait = () => {
      const left = time - Date.now();
      timer = setTimeout(left > MAX_WAIT ? wait : run, Math.min(Math.max(0, left), MAX_WAIT)).unref();
    };
    wait();
    return { cancel: () => clearTimeout(timer) };
  }
}
