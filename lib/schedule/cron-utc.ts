import { itemAt } from '../lookup';
import { CRON_FULL, type CronFields, calendarCycle, daysOf } from './cron';
import { zoneClock } from './cron-clock-changes';
import type { CronSchedule } from './schedule';

const DAY = 1440;

/** Schedule in the local time of a zone, translated for a UTC scheduler. */
export interface UtcCron {
  /** Includes every run. */
  readonly fields: CronFields;
  /** `true` if it includes nothing else: otherwise the function must check the time. */
  readonly exact: boolean;
}

/**
 * Translates to UTC. It is exact if the clocks of the zone never change and the five fields can express the shifted
 * times: 09:00 in `Asia/Kolkata` is 03:30, Mondays at 02:00 are Sundays at 20:30. If clocks change, it is the union
 * over both offsets: 09:00 in `Europe/Oslo` is 07:00 and 08:00, of which each day one is right.
 */
export function utcCron(schedule: CronSchedule): UtcCron {
  const { fields, timeZone = 'UTC' } = schedule;
  const { offsets } = zoneClock(timeZone);
  if (offsets.length === 1 && offsets[0] === 0) return { fields, exact: true };
  const times = timesOfDay(fields).flatMap((time) => offsets.map((offset) => time - offset));
  const shifts = ascending(times.map((time) => Math.floor(time / DAY)));
  const minutes = ascending(times.map((time) => (time + 2 * DAY) % 60));
  const hours = ascending(times.map((time) => Math.floor(((time + 2 * DAY) % DAY) / 60)));
  const utc = { ...shiftedDays(fields, shifts), minutes, hours };
  const exact =
    offsets.length === 1 &&
    minutes.length * hours.length === times.length &&
    daysOf(utc).length === daysOf(fields).length;
  return { fields: utc, exact };
}

/** Returns the local times of a schedule, in minutes after midnight. */
export function timesOfDay(fields: CronFields): number[] {
  return fields.hours.flatMap((hour) => fields.minutes.map((minute) => hour * 60 + minute));
}

/** Returns day fields that include the days of `fields`, moved by each of the shifts. */
function shiftedDays(
  fields: CronFields,
  shifts: readonly number[],
): Pick<CronFields, 'daysOfMonth' | 'months' | 'weekdays'> {
  if (shifts.every((shift) => shift === 0)) return fields;
  const cycle = calendarCycle();
  const [months, dates, weekdays] = [new Set<number>(), new Set<number>(), new Set<number>()];
  for (const day of daysOf(fields)) {
    for (const shift of shifts) {
      const [month, date, weekday] = itemAt(cycle, (day + shift + cycle.length) % cycle.length);
      months.add(month);
      dates.add(date);
      weekdays.add(weekday);
    }
  }
  // As in the portable form, only one of both day fields restricts.
  return fields.weekdays.length < CRON_FULL.weekdays
    ? { months: ascending(months), daysOfMonth: numbers(1, 31), weekdays: ascending(weekdays) }
    : { months: ascending(months), daysOfMonth: ascending(dates), weekdays: numbers(0, 6) };
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function ascending(values: Iterable<number>): number[] {
  return [...new Set(values)].sort((one, other) => one - other);
}
