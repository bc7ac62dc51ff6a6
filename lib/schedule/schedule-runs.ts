import { CronExpressionParser } from 'cron-parser';
import { instantsAt, wallTime } from '../runtime/wall-time';
import { cronGaps } from './cron';
import type { Schedule } from './schedule';

/**
 * Returns the shortest time between two runs, in seconds; undefined for a schedule that runs once. `every 90 minutes`
 * gives 5400; `0 9,17 * * *` 28800. Clock changes are ignored.
 */
export function interval(schedule: Schedule): number | undefined {
  if (schedule.kind === 'rate') return schedule.seconds;
  return schedule.kind === 'cron' ? cronGaps(schedule.fields).shortest : undefined;
}

/**
 * Returns the longest time between two runs, in seconds; undefined for a schedule that runs once. Weekdays at 09:00
 * give three days, the 1st of each month 31 days. Clock changes are ignored.
 */
export function longestInterval(schedule: Schedule): number | undefined {
  if (schedule.kind === 'rate') return schedule.seconds;
  return schedule.kind === 'cron' ? cronGaps(schedule.fields).longest : undefined;
}

/**
 * Returns the next `count` runs after an instant, for display. A rate is counted from `after`. A local time that summer
 * time skips does not run; one that it repeats runs the first time only, which is the rule of EventBridge Scheduler.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function nextRuns(schedule: Schedule, after: Date, count: number): Date[] {
  if (schedule.kind === 'once') return schedule.instant > after && count > 0 ? [schedule.instant] : [];
  if (schedule.kind === 'rate') {
    return Array.from(
      { length: count },
      (_, index) => new Date(after.getTime() + (index + 1) * schedule.seconds * 1000),
    );
  }
  const zone = schedule.timeZone ?? 'UTC';
  // cron-parser calculates as if local time were UTC, because its rule for clock changes is another one.
  const clock = CronExpressionParser.parse(schedule.expression, { tz: 'UTC', currentDate: wallTime(after, zone) });
  const runs: Date[] = [];
  while (runs.length < count) {
    const [instant] = instantsAt(clock.next().toDate(), zone);
    if (instant && instant > after) runs.push(instant);
  }
  return runs;
}
