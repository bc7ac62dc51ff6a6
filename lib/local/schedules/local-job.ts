import type { RunConstruct } from '../../app-model/run-model';
import { parseSchedule, type Schedule } from '../../schedule/schedule';
import { nextRuns } from '../../schedule/schedule-runs';
import { schedule as scheduleInput } from '../../testing/events';
import type { Activity } from '../activity';
import type { Clock } from '../clock';
import type { LocalFunction } from '../functions/local-function';
import { numberOf, textOf } from '../settings';

/** Parts of the engine that a job needs. */
export interface JobHost {
  readonly clock: Clock;
  readonly activity: Activity;
}

/** A run that failed as often as `retries` allows. */
export interface FailedRun {
  /** When it was due, RFC 3339. */
  readonly time: string;
  readonly attempts: number;
  /** Message of the last failure. */
  readonly reason: string;
}

/** Seconds before the first retry of a run, doubled with each. @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRY_SECONDS = 60;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** A `ScheduledJob`: it runs whenever the clock of the engine says so. */
export class LocalJob {
  /** Runs that were given up. */
  readonly failures: FailedRun[] = [];
  private readonly schedule: Schedule;
  private running = 0;

  constructor(
    private readonly construct: RunConstruct,
    private readonly fn: LocalFunction,
    private readonly host: JobHost,
  ) {
    const text = textOf(construct, 'schedule') ?? '';
    const timeZone = textOf(construct, 'timeZone');
    this.schedule = parseSchedule(INSTANT.test(text) ? new Date(text) : text, { timeZone, now: new Date(0) });
  }

  /** When the job runs next; nothing for one that is over or switched off. */
  next(): Date | undefined {
    if (this.construct.settings.enabled === false) return undefined;
    const [start, end] = ['start', 'end'].map((name) => textOf(this.construct, name));
    const now = this.host.clock.now();
    const after = new Date(start === undefined ? now : Math.max(now, Date.parse(start) - 1));
    const [next] = nextRuns(this.schedule, after, 1);
    return next !== undefined && end !== undefined && next >= new Date(end) ? undefined : next;
  }

  /** Waits for the next run, and for those after it. */
  start(): void {
    const next = this.next();
    if (next === undefined) return;
    this.host.clock.at(next.getTime(), () => {
      void this.host.activity.track(this.run(next));
      this.start();
    });
  }

  /** Does a run now, by hand. Resolves when it has ended, or failed for the first time. */
  async run(due = new Date(this.host.clock.now())): Promise<void> {
    // A run that is still going on: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html
    if (this.running > 0 && this.construct.settings.overlap !== 'allow') return;
    this.running += 1;
    try {
      await this.attempt(due, 1);
    } finally {
      this.running -= 1;
    }
  }

  private async attempt(due: Date, attempt: number): Promise<void> {
    const { path, settings } = this.construct;
    const time = due.toISOString();
    const id = `${path}/${time}`;
    const data = settings.input ?? undefined;
    const event = { id, source: path, type: 'schedule.run', time, attempt, data } as const;
    const native = () => scheduleInput({ id, time, attempt: String(attempt), schedule: path, data });
    try {
      const { settled } = await this.fn.run({ event: { kind: 'schedule', event }, native });
      await settled;
    } catch (error) {
      this.failed(due, attempt, (error as Error).message);
    }
  }

  private failed(due: Date, attempt: number, reason: string): void {
    const retries = numberOf(this.construct, 'retries') ?? 0;
    if (attempt > retries) {
      this.failures.push({ time: due.toISOString(), attempts: attempt, reason });
      return;
    }
    const pause = RETRY_SECONDS * 2 ** (attempt - 1) * 1000;
    const retry = () => void this.host.activity.track(this.attempt(due, attempt + 1));
    this.host.clock.at(this.host.clock.now() + pause, retry, 'retry');
  }
}
