import { itemAt } from '../../lookup';
import { CRON_FULL, type CronFields, compactList, stepOf } from '../../schedule/cron';
import type { Schedule } from '../../schedule/schedule';

/** Schedule in the form that EventBridge Scheduler accepts. */
export interface AwsScheduleExpression {
  /** `rate(5 minutes)`, `cron(30 9 ? * MON-FRI *)` or `at(2027-01-01T09:00:00)`. */
  readonly expression: string;
  /** Time zone of the expression; none for a rate. */
  readonly timeZone?: string;
}

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Renders a schedule for EventBridge Scheduler: `every minute` as `rate(1 minute)`, `30 9 * * 1-5` as `cron(30 9 ? *
 * MON-FRI *)`, a moment as `at(2027-01-01T09:00:00)`, an instant in UTC.
 *
 * When clocks are set forward, Scheduler skips the runs of the missing hour; when they are set back, it runs once.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function awsScheduleExpression(schedule: Schedule): AwsScheduleExpression {
  switch (schedule.kind) {
    case 'rate':
      return { expression: `rate(${schedule.amount} ${schedule.unit}${schedule.amount === 1 ? '' : 's'})` };
    case 'once':
      return { expression: `at(${schedule.local})`, timeZone: schedule.timeZone };
    case 'cron':
      return {
        expression: `cron(${cronFields(schedule.fields).join(' ')})`,
        ...(schedule.timeZone === undefined ? {} : { timeZone: schedule.timeZone }),
      };
  }
}

function cronFields(fields: CronFields): string[] {
  const byWeekday = fields.weekdays.length < CRON_FULL.weekdays;
  return [
    field(fields.minutes, CRON_FULL.minutes, 59),
    field(fields.hours, CRON_FULL.hours, 23),
    byWeekday ? '?' : field(fields.daysOfMonth, CRON_FULL.daysOfMonth, 31),
    field(fields.months, CRON_FULL.months, 12),
    // Names, because AWS counts weekdays from 1 = Sunday; no steps, because they would also count from there.
    byWeekday ? compactList(fields.weekdays, (day) => itemAt(WEEKDAYS, day)) : '?',
    '*',
  ];
}

/** `first/step` counts from `first` to the end of the field, in AWS as in Quartz. */
function field(values: readonly number[], full: number, last: number): string {
  if (values.length === full) return '*';
  const step = stepOf(values, last);
  return step === undefined ? compactList(values) : `${values[0]}/${step}`;
}
