import { CronExpressionParser } from 'cron-parser';
import { ParseError } from '../errors';
import { itemAt } from '../lookup';

/** Values at which a cron expression fires, ascending. A field with its whole range restricts nothing. */
export interface CronFields {
  /** 0 to 59. */
  readonly minutes: readonly number[];
  /** 0 to 23. */
  readonly hours: readonly number[];
  /** 1 to 31. */
  readonly daysOfMonth: readonly number[];
  /** 1 to 12. */
  readonly months: readonly number[];
  /** 0 (Sunday) to 6. */
  readonly weekdays: readonly number[];
}

/** Number of values of each unrestricted field. */
export const CRON_FULL: Readonly<Record<keyof CronFields, number>> = {
  minutes: 60,
  hours: 24,
  daysOfMonth: 31,
  months: 12,
  weekdays: 7,
};

/** Portable cron shape, as messages name it. */
export const CRON_SHAPE = 'minute hour day-of-month month day-of-week';

// Checks only the dialect: which texts mean the same everywhere. cron-parser reads the values. `5/10` is left out,
// since unix refuses or ignores the step and AWS does not.
const VALUE = '(?:\\d{1,2}|[A-Z]{3})';
const ITEM = `(?:\\*(?:/\\d{1,2})?|${VALUE}(?:-${VALUE}(?:/\\d{1,2})?)?)`;
const FIELD = new RegExp(`^${ITEM}(?:,${ITEM})*$`, 'i');

/**
 * Reads a cron expression of five fields: minute, hour, day of month, month, day of week.
 *
 * Each field is a list of `*`, `*` + `/step`, `n`, `a-b` and `a-b/step`; months and weekdays also by name (`JAN`,
 * `MON`); Sunday is 0 or 7: `0,30 8-17 * * MON-FRI`.
 *
 * @throws ParseError CRON_FIELDS for another number of fields or another dialect (`?`, `L`, `W`, `#`, `5/10`),
 * CRON_SYNTAX for values that a field does not have, CRON_BOTH for a day of month and a day of week together,
 * CRON_NEVER for dates that do not exist.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/crontab.html
 */
export function parseCron(text: string): CronFields {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== 5) throw wrongFieldCount(parts);
  const foreign = parts.find((part) => !FIELD.test(part));
  if (foreign !== undefined) throw foreignField(foreign, parts);
  if (parts[2] !== '*' && parts[4] !== '*') {
    throw new ParseError(
      'CRON_BOTH',
      'restricts both the day of the month and the day of the week: unix runs when either fits, Azure when both do, AWS and Vercel refuse it',
      `leave one of them \`*\`: \`${[...parts.slice(0, 4), '*'].join(' ')}\` or \`${[...parts.slice(0, 2), '*', ...parts.slice(3)].join(' ')}\``,
    );
  }
  return readFields(parts.join(' '));
}

// cron-parser leaves out the days that the named months lack, and so would make a restriction of `*`.
const EVERY_DATE: readonly number[] = Array.from({ length: CRON_FULL.daysOfMonth }, (_, index) => index + 1);

function readFields(expression: string): CronFields {
  try {
    const { minute, hour, dayOfMonth, month, dayOfWeek } = CronExpressionParser.parse(expression, { tz: 'UTC' }).fields;
    return {
      minutes: ascending(minute.values),
      hours: ascending(hour.values),
      daysOfMonth: dayOfMonth.isWildcard ? EVERY_DATE : ascending(dayOfMonth.values),
      months: ascending(month.values),
      weekdays: ascending(dayOfWeek.values.map((day) => Number(day) % 7)),
    };
  } catch (error) {
    const reason = (error as Error).message;
    // cron-parser knows how long months are, but has no class for its errors.
    if (/explicit day of month/i.test(reason)) throw neverFires();
    throw new ParseError(
      'CRON_SYNTAX',
      `is not a cron expression: ${reason}`,
      'use minutes 0-59, hours 0-23, days 1-31, months 1-12 or JAN-DEC, weekdays 0-7 or SUN-SAT, each value once, ranges upwards (`FRI,SAT,SUN,MON` for FRI-MON)',
    );
  }
}

function ascending(values: readonly (number | string)[]): readonly number[] {
  return [...new Set(values.map(Number))].sort((one, other) => one - other);
}

function wrongFieldCount(parts: readonly string[]): ParseError {
  return new ParseError(
    'CRON_FIELDS',
    `has ${parts.length} fields; portable cron has five, without seconds or year`,
    `write \`${CRON_SHAPE}\`, ${suggestion(parts)}`,
  );
}

function foreignField(field: string, parts: readonly string[]): ParseError {
  const start = /^(\d{1,2})\/(\d{1,2})$/.exec(field);
  const rule = start
    ? `has the step \`${field}\` without a range, which providers read differently`
    : `has the field \`${field}\`, which not every provider understands (\`?\`, \`L\`, \`W\`, \`#\` are dialects)`;
  const written = start
    ? `the range too, such as \`${start[1]}-59/${start[2]}\` for minutes`
    : `\`${CRON_SHAPE}\`, ${suggestion(parts)}`;
  return new ParseError('CRON_FIELDS', rule, `write ${written}`);
}

/** Suggests the same schedule if five fields can express it, else an example that is marked as one. */
export function suggestion(parts: readonly string[]): string {
  const same = fiveFields(parts);
  return same === undefined ? 'such as `30 9 * * MON-FRI` for weekdays at 9:30' : `here \`${same}\``;
}

/** Returns five fields with the same meaning as six of AWS (year last) or of Quartz (seconds first), if possible. */
function fiveFields(parts: readonly string[]): string | undefined {
  const yearLast = parts.length === 6 && parts.slice(2, 5).includes('?');
  // A year, or seconds other than 0, cannot be left out without another meaning.
  if (parts.length === 6 && (yearLast ? parts[5] !== '*' : parts[0] !== '0')) return undefined;
  // AWS and Quartz count weekdays from 1 = Sunday, so a number cannot be copied.
  if (parts.length === 6 && /\d/.test(parts[yearLast ? 4 : 5] ?? '')) return undefined;
  const five = parts.length === 6 ? (yearLast ? parts.slice(0, 5) : parts.slice(1)) : parts;
  const candidate = five
    .map((part) => (part === '?' ? '*' : part))
    .map((part, index) => (index === 0 ? part.replace(/^0\/(\d+)$/, '*/$1') : part));
  const usable = candidate.length === 5 && candidate.every((part) => FIELD.test(part));
  return usable && (candidate[2] === '*' || candidate[4] === '*') ? candidate.join(' ') : undefined;
}

function neverFires(): ParseError {
  return new ParseError(
    'CRON_NEVER',
    'names only dates that do not exist, so it never runs',
    'name a day that the month has',
  );
}

/**
 * Writes the normal form: `*` for a whole range, else steps, ranges and lists. Two expressions with the same meaning
 * have the same normal form.
 */
export function formatCron(fields: CronFields): string {
  return [
    compactField(fields.minutes, 0, 59),
    compactField(fields.hours, 0, 23),
    compactField(fields.daysOfMonth, 1, 31),
    compactField(fields.months, 1, 12),
    fields.weekdays.length === 7 ? '*' : compactList(fields.weekdays),
  ].join(' ');
}

function compactField(values: readonly number[], first: number, last: number): string {
  if (values.length === last - first + 1) return '*';
  const step = stepOf(values, last);
  if (step === undefined) return compactList(values);
  return values[0] === first ? `*/${step}` : `${values[0]}-${last}/${step}`;
}

/**
 * Returns the interval between at least three values that follow each other evenly up to `last`: the step of a cron
 * field. `[5, 15, 25, 35, 45, 55]` of minutes gives 10.
 */
export function stepOf(values: readonly number[], last: number): number | undefined {
  const [low = 0, next = 0] = values;
  const step = next - low;
  if (values.length < 3 || step < 2 || itemAt(values, -1) + step <= last) return undefined;
  return values.every((value, index) => value === low + index * step) ? step : undefined;
}

/** Writes a list in which three and more neighbours are a range: `[1, 2, 3, 7]` gives `1-3,7`. */
export function compactList(values: readonly number[], name: (value: number) => string = String): string {
  const runs: number[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run && run.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  return runs
    .flatMap((run) => (run.length > 2 ? [`${name(itemAt(run, 0))}-${name(itemAt(run, -1))}`] : run.map(name)))
    .join(',');
}

// 28 years, after which weekdays and leap days repeat until the year 2100.
const FIRST_DAY = Date.UTC(2024, 0, 1) / 86_400_000;
const CYCLE = 28 * 365.25;

type Day = readonly [month: number, date: number, weekday: number];
let calendar: readonly Day[] | undefined;

/**
 * Returns one cycle of the calendar. Cached, because an app has many schedules and a `Date` for each day is slow to
 * create.
 */
export function calendarCycle(): readonly Day[] {
  calendar ??= Array.from({ length: CYCLE }, (_, index): Day => {
    const date = new Date((FIRST_DAY + index) * 86_400_000);
    return [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay()];
  });
  return calendar;
}

/** Days of the cycle, counted from 0, on which the fields fire. */
export function daysOf(fields: CronFields): number[] {
  const [months, dates, weekdays] = [new Set(fields.months), new Set(fields.daysOfMonth), new Set(fields.weekdays)];
  const days: number[] = [];
  calendarCycle().forEach(([month, date, weekday], index) => {
    if (weekdays.has(weekday) && dates.has(date) && months.has(month)) days.push(index);
  });
  return days;
}

/** Returns the shortest and the longest time between two runs, in seconds, as if no clock ever changed. */
export function cronGaps(fields: CronFields): { readonly shortest: number; readonly longest: number } {
  const times = fields.hours.flatMap((hour) => fields.minutes.map((minute) => hour * 60 + minute));
  const withinDay = times.slice(1).map((time, index) => time - itemAt(times, index));
  const overnight = 1440 + itemAt(times, 0) - itemAt(times, -1);
  const days = daysOf(fields);
  const cycle = [...days, itemAt(days, 0) + CYCLE];
  const between = cycle.slice(1).map((day, index) => (day - itemAt(cycle, index) - 1) * 1440 + overnight);
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (const gap of [...withinDay, ...between]) {
    shortest = Math.min(shortest, gap);
    longest = Math.max(longest, gap);
  }
  return { shortest: shortest * 60, longest: longest * 60 };
}
