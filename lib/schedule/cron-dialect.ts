import { ParseError } from '../errors';
import type { ScheduleGuard } from '../runtime/schedule-guard';
import { type CronFields, formatCron } from './cron';
import { type RateAnchor, rateCron } from './cron-rate';
import { utcCron } from './cron-utc';
import type { CronSchedule, OnceSchedule, Schedule } from './schedule';

/** What a provider that schedules by cron is told. */
export interface ProviderSchedule {
  /** One expression, in the dialect of the provider. */
  readonly expression: string;
  /** The zone in which it is read; undefined where the provider reads UTC and nothing else. */
  readonly timeZone?: string;
  /**
   * Given where the provider fires more often than the job runs: the adapter asks `dueRun`, and does nothing where that
   * says undefined. Without it, each firing is a run.
   */
  readonly guard?: ScheduleGuard;
  /** What a rate is counted from; undefined for the other schedules. */
  readonly anchor?: RateAnchor;
}

/** Writes fields, of which at most one day field restricts, in the dialect of a provider. */
export type CronDialect = (fields: CronFields) => string;

/**
 * A schedule for a provider that reads cron in UTC.
 *
 * - A rate is counted from the full hour or from midnight.
 * - A zone whose clocks are never changed is shifted. Any other zone is fired at each time that could be meant, and
 *   guarded. Both rest on the time zone rules of the machine that builds: deploy anew when a country changes its own.
 * - A moment fires on its date each year, and is guarded.
 *
 * @throws ParseError SCHED_UNEVEN for a rate that cron cannot keep, SCHED_PRECISION for a moment with seconds
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
    throw new ParseError('SCHED_PRECISION', 'has seconds, which cron does not know', 'name a full minute');
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
