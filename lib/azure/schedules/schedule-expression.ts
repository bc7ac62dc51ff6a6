import { formatCron } from '../../schedule/cron';
import { type ProviderSchedule, utcSchedule } from '../../schedule/cron-dialect';
import type { Schedule } from '../../schedule/schedule';

/**
 * Renders a schedule for a timer trigger: NCRONTAB, six fields that begin with the second, Sunday 0, in UTC, because Flex
 * Consumption does not support `WEBSITE_TIME_ZONE`.
 *
 * @throws ParseError SCHED_UNEVEN for a rate that cron cannot keep, SCHED_PRECISION for a moment with seconds
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 * @see https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations
 */
export function azureScheduleExpression(schedule: Schedule): ProviderSchedule {
  return utcSchedule(schedule, (fields) => `0 ${formatCron(fields)}`);
}
