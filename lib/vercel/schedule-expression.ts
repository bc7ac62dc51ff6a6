import { formatCron } from '../schedule/cron';
import { type ProviderSchedule, utcSchedule } from '../schedule/cron-dialect';
import type { Schedule } from '../schedule/schedule';

/**
 * Renders a schedule for a cron job: five fields, numbers only, Sunday 0, in UTC, of which at most one day field
 * restricts.
 *
 * The Hobby plan takes one firing a day, and fires somewhen within the hour; it refuses an expression with more, which a
 * zone with summer time needs.
 *
 * @throws ParseError SCHED_UNEVEN for a rate that cron cannot keep, SCHED_PRECISION for a moment with seconds
 * @see https://vercel.com/docs/cron-jobs#cron-expressions
 */
export function vercelScheduleExpression(schedule: Schedule): ProviderSchedule {
  return utcSchedule(schedule, formatCron);
}
