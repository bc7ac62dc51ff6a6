import { instantsAt, wallTime } from './wall-time.js';

/** Guard for a job that runs once, on a provider that supports only cron, which fires again each year. */
export interface OnceGuard {
  readonly kind: 'once';
  /** Time of the run, ISO 8601. */
  readonly instant: string;
}

/** Guard for a job in a time zone, on a provider that fires in UTC, at every time that could be meant. */
export interface CronGuard {
  readonly kind: 'cron';
  /** Times at which the job runs: five fields in normal form, in the local time of `timeZone`. */
  readonly expression: string;
  readonly timeZone: string;
  /** Times at which the provider fires: five fields in normal form, UTC. Includes all the runs, and more. */
  readonly firesAt: string;
}

/** Guard that an adapter checks before it runs a job whose provider fires more often than the job runs. Plain JSON. */
export type ScheduleGuard = OnceGuard | CronGuard;

const MINUTE = 60_000;
/** Timers may fire a moment too early: that counts for the coming run, not the one before. */
const EARLY = MINUTE / 2;
/** Providers are late by up to an hour (Vercel's Hobby plan). A later call matches no firing. */
const LATEST = 60 * MINUTE;

/**
 * Returns the run that a firing belongs to; undefined when the job does not run then, and the adapter does nothing.
 *
 * A run is as exact as `nextRuns` reports it: a local time that summer time skips does not run, one that it repeats
 * runs the first time only.
 *
 * @param firedAt time for which the provider scheduled this firing, otherwise the present
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

/** Returns the last time that an expression fired, at `at` or within the hour before. */
function firingAt(expression: string, at: Date): Date | undefined {
  const last = Math.floor((at.getTime() + EARLY) / MINUTE) * MINUTE;
  for (let time = last; time > last - LATEST; time -= MINUTE) {
    const instant = new Date(time);
    if (shows(expression, instant)) return instant;
  }
  return undefined;
}

/** Reports if the UTC clock of `at` shows a time of the expression. */
function shows(expression: string, at: Date): boolean {
  const [minutes = '', hours = '', days = '', months = '', weekdays = ''] = expression.split(' ');
  return (
    fieldHas(minutes, at.getUTCMinutes(), 0) &&
    fieldHas(hours, at.getUTCHours(), 0) &&
    fieldHas(days, at.getUTCDate(), 1) &&
    fieldHas(months, at.getUTCMonth() + 1, 1) &&
    fieldHas(weekdays, at.getUTCDay(), 0)
  );
}

/** Reads only the normal form: `*`, `n`, `a-b`, a step after `*` or `a-b`, and lists. cron-parser is large for that. */
function fieldHas(field: string, value: number, first: number): boolean {
  return field.split(',').some((item) => {
    const [range = '', step = '1'] = item.split('/');
    const [low = 0, high = low] = range === '*' ? [first, Number.POSITIVE_INFINITY] : range.split('-').map(Number);
    return value >= low && value <= high && (value - low) % Number(step) === 0;
  });
}
