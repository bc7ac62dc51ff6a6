import { formatCron } from '../../schedule/cron';
import { zoneClock } from '../../schedule/cron-clock-changes';
import { type ProviderSchedule, utcSchedule } from '../../schedule/cron-dialect';
import { timesOfDay } from '../../schedule/cron-utc';
import type { CronSchedule, Schedule } from '../../schedule/schedule';
import { googleDefaults } from '../defaults';

/**
 * Renders a schedule for Cloud Scheduler: unix cron, Sunday 0, in its own zone.
 *
 * Google does not document how Cloud Scheduler handles a clock time that is skipped or repeated. A schedule with such times is
 * therefore rendered in UTC, with a guard. The header `X-CloudScheduler-ScheduleTime` has the time that a firing was scheduled
 * for.
 *
 * @returns always with `timeZone`
 * @throws ParseError SCHED_UNEVEN for a rate that cron cannot keep, SCHED_PRECISION for a moment with seconds
 * @see https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules
 */
export function googleScheduleExpression(schedule: Schedule): ProviderSchedule {
  if (schedule.kind === 'cron' && !meetsClockChange(schedule)) {
    return { expression: schedule.expression, timeZone: schedule.timeZone ?? googleDefaults.timeZone.value };
  }
  return { ...utcSchedule(schedule, formatCron), timeZone: googleDefaults.timeZone.value };
}

function meetsClockChange({ fields, timeZone = googleDefaults.timeZone.value }: CronSchedule): boolean {
  const { changed } = zoneClock(timeZone);
  return timesOfDay(fields).some((time) => changed.has(time));
}
