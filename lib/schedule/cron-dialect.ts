import { ParseError } from '../errors';
import type { ScheduleGuard } from '../runtime/schedule-guard';
import { type CronFields, formatCron } from './cron';
import { type RateAnchor, rateCron } from './cron-rate';
import { utcCron } from './cron-utc';
import type { CronSchedule, OnceSchedule, Schedule } from './schedule';

/** Schedule as a cron provider receives it. */
export interface ProviderSchedule {
  /** One expression, in the dialect of the provider. */
  readonly expression: string;
  /** Zone in which it is read; undefined where the provider reads only UTC. */
  readonly timeZone?: string;
  /**
   * Set where the provider fires more often than the job runs: the adapter calls `dueRun`, and does nothing if that
   * returns undefined. If absent, each firing is a run.
   */
  readonly guard?: ScheduleGuard;
  /** Start from which a rate is counted; undefined for other schedules. */
  readonly anchor?: RateAnchor;
}

/** Writes fields, of which at most one day field restricts, in the dialect of a provider. */
export type CronDialect = (fields: CronFields) => string;

/**
 * Converts a schedule for a provider that reads cron in UTC.
 *
 * - A rate is counted from the full hour or from midnight.
 * - A zone whose clocks never change is shifted. Any other zone fires at each time that could be meant, and is guarded.
 *   Both depend on the time zone rules of the machine that builds: deploy again when a country changes its own.
 * - A one-time schedule fires on its date each year, and is guarded.
 *
 * @throws ParseError SCHED_UNEVEN for a rate that cron cannot keep, SCHED_PRECISION for a one-time schedule with
 * seconds
 */
export function utcSchedule(schedule: Schedule, dialect: CronDialect): ProviderSchedule {
  switch (schedule.kind) {
    case 'rate': {
      const { fields, anchor } = rateCron(schedule);
      return { expression: dialect(fields), anchor };
    }
    case 'cron':
      return zoned(schedule, dialect);
    case 'once':
      return once(schedule, dialect);
  }
}

function zoned(schedule: CronSchedule, dialect: CronDialect): ProviderSchedule {
  const { expression, timeZone = 'UTC' } = schedule;
  const { fields, exact } = utcCron(schedule);
  const guard: ScheduleGuard = { kind: 'cron', expression, timeZone, firesAt: formatCron(fields) };
  return { expression: dialect(fields), ...(exact ? {} : { guard }) };
}

function once({ instant }: OnceSchedule, dialect: CronDialect): ProviderSchedule {
  if (instant.getUTCSeconds() !== 0) {
    throw new ParseError('SCHED_PRECISION', 'has seconds, which cron does not support', 'name a full minute');
  }
  const fields: CronFields = {
    minutes: [instant.getUTCMinutes()],
    hours: [instant.getUTCHours()],
    daysOfMonth: [instant.getUTCDate()],
    months: [instant.getUTCMonth() + 1],
    weekdays: [0, 1, 2, 3, 4, 5, 6],
  };
  return { expression: dialect(fields), guard: { kind: 'once', instant: instant.toISOString() } };
}
