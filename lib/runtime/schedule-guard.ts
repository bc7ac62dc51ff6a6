import { instantsAt, wallTime } from './wall-time.js';

/** For a job that runs once on a provider that knows only cron, which fires each year again. */
export interface OnceGuard {
  readonly kind: 'once';
  /** The one instant, ISO 8601. */
  readonly instant: string;
}

/** For a job by the clock of a zone, on a provider that fires in UTC, at every time that could be meant. */
export interface CronGuard {
  readonly kind: 'cron';
  /** When the job runs: five fields in normal form, as the clocks of `timeZone` show them. */
  readonly expression: string;
  readonly timeZone: string;
  /** When the provider fires: five fields in normal form, UTC. Holds all the runs, and more. */
  readonly firesAt: string;
}

/** What an adapter asks before it runs a job, since its provider fires more often than the job runs. Plain JSON. */
export type ScheduleGuard = OnceGuard | CronGuard;

const MINUTE = 60_000;
/** Timers may come a moment too early: that is the run to come, not the one before. */
const EARLY = MINUTE / 2;
/** Providers are late by up to an hour (Vercel's Hobby plan). Later than that is no answer to any firing. */
const LATEST = 60 * MINUTE;

/**
 * The run that a firing stands for; undefined where the job does not run, and the adapter has nothing to do.
 *
 * A run is as exact as `nextRuns` tells it: a clock time that summer time skips does not run, one that it repeats runs
 * the first time only.
 *
 * @param firedAt what the provider says that this firing was scheduled for, otherwise the present
 */
export function dueRun(guard: ScheduleGuard, firedAt: Date): Date | undefined {
  if (guard.kind === 'once') {
    const instant = new Date(guard.instant);
    const late = firedAt.getTime() - instant.getTime();
    return late >= -EARLY && late < LATEST ? instant : undefined;
  }
  const fired = firingAt(guard.firesAt, firedAt);
  if (fired === undefined) return undefined;
  const wall = wallTime(fired, guard.timeZone);
  if (!shows(guard.expression, wall)) return undefined;
  const [first] = instantsAt(wall, guard.timeZone);
  return first?.getTime() === fired.getTime() ? fired : undefined;
}

/** The last time that an expression fired, at `at` or within the hour before. */
function firingAt(expression: string, at: Date): Date | undefined {
  const last = Math.floor((at.getTime() + EARLY) / MINUTE) * MINUTE;
  for (let time = last; time > last - LATEST; time -= MINUTE) {
    const instant = new Date(time);
    if (shows(expression, instant)) return instant;
  }
  return undefined;
}

/** Whether the UTC clock of `at` shows a time of the expression. */
function shows(expression: string, at: Date): boolean {
  const clock = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()];
  const firsts = [0, 0, 1, 1, 0];
  return expression.split(' ').every((field, index) => fieldHas(field, clock[index]!, firsts[index]!));
}

/** Reads the normal form only: `*`, `n`, `a-b`, a step after `*` or `a-b`, and lists. cron-parser is large for that. */
function fieldHas(field: string, value: number, first: number): boolean {
  return field.split(',').some((item) => {
    const [range, step = '1'] = item.split('/');
    const [low, high] = range === '*' ? [first, Number.POSITIVE_INFINITY] : range!.split('-').map(Number);
    return value >= low! && value <= (high ?? low!) && (value - low!) % Number(step) === 0;
  });
}
