import { itemAt } from '../../lookup';
import { CRON_FULL, type CronFields, compactList, formatCron } from '../../schedule/cron';
import { type ProviderSchedule, utcSchedule } from '../../schedule/cron-dialect';
import type { Schedule } from '../../schedule/schedule';

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Renders a schedule for a cron trigger: five fields, in UTC. A new trigger takes up to 15 minutes to propagate.
 * `controller.scheduledTime` has the time that a firing was scheduled for.
 *
 * @throws ParseError SCHED_UNEVEN for a rate that cron cannot keep, SCHED_PRECISION for a moment with seconds
 * @see https://developers.cloudflare.com/workers/configuration/cron-triggers/
 */
export function cloudflareScheduleExpression(schedule: Schedule): ProviderSchedule {
  return utcSchedule(schedule, cloudflareCron);
}

/** Weekdays by name, because Cloudflare counts them from 1 = Sunday. */
function cloudflareCron(fields: CronFields): string {
  const everyDay = fields.weekdays.length === CRON_FULL.weekdays;
  const weekdays = everyDay ? '*' : compactList(fields.weekdays, (day) => itemAt(WEEKDAYS, day));
  return [...formatCron(fields).split(' ').slice(0, 4), weekdays].join(' ');
}
