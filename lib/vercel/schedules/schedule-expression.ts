import { formatCron } from '../../schedule/cron';
import { type ProviderSchedule, utcSchedule } from '../../schedule/cron-dialect';
import type { Schedule } from '../../schedule/schedule';

/**
 * Renders a schedule for a cron job: five fields, numbers only, Sunday 0, in UTC, with at most one restricted
 * day field.
 *
 * The Hobby plan allows one firing a day, at any time within the hour. It refuses expressions with more, which a zone with
 * daylight saving time needs.
 *
 * @throws ParseError SCHED_UNEVEN for a rate that cron cannot keep, SCHED_PRECISION for a moment with seconds
 * @see https://vercel.com/docs/cron-jobs#cron-expressions
 */
export function vercelScheduleExpression(schedule: Schedule): ProviderSchedule {
  return utcSchedule(schedule, formatCron);
}
