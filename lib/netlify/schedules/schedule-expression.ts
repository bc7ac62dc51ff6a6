import { formatCron } from '../../schedule/cron';
import { type ProviderSchedule, utcSchedule } from '../../schedule/cron-dialect';
import type { Schedule } from '../../schedule/schedule';

/**
 * Renders a schedule for a scheduled function: crontab, five fields, Sunday 0, in UTC.
 *
 * @throws ParseError SCHED_UNEVEN for a rate that cron cannot keep, SCHED_PRECISION for a moment with seconds
 * @see https://docs.netlify.com/functions/scheduled-functions/
 */
export function netlifyScheduleExpression(schedule: Schedule): ProviderSchedule {
  return utcSchedule(schedule, formatCron);
}
