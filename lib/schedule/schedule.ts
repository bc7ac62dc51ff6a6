import { ParseError } from '../errors';
import { instantsAt } from '../runtime/wall-time';
import { CRON_FULL, type CronFields, formatCron, parseCron, suggestion } from './cron';
import { readScheduleText } from './schedule-text';
import { checkTimeZone } from './time-zone';

export type { CronFields } from './cron';

/** Schedule at even intervals, counted from its deployment, independent of clock and zone. */
export interface RateSchedule {
  readonly kind: 'rate';
  /** Number of units: 90 minutes stay 90 minutes. */
  readonly amount: number;
  readonly unit: 'minute' | 'hour' | 'day';
  /** Interval in seconds. */
  readonly seconds: number;
}

/** Schedule at certain local times of a zone. */
export interface CronSchedule {
  readonly kind: 'cron';
  /** Five fields in normal form, numbers only, Sunday 0: `30 9 * * 1-5`. */
  readonly expression: string;
  /** The same as sets of values. */
  readonly fields: CronFields;
  /** Zone of its local times; undefined only if none is needed, as for every minute, or minutes of each hour. */
  readonly timeZone: string | undefined;
}

/** Schedule that runs once. */
export interface OnceSchedule {
  readonly kind: 'once';
  /** Time of the run. */
  readonly instant: Date;
  /** Time of the run in the local time of `timeZone`: `2027-01-01T09:00:00`. */
  readonly local: string;
  /** Zone of `local`; `UTC` if an instant was given. */
  readonly timeZone: string;
}

/** Schedule of a job. */
export type Schedule = RateSchedule | CronSchedule | OnceSchedule;

/** Options for reading a schedule. */
export interface ScheduleOptions {
  /** IANA zone of the local times: `Europe/Oslo`, `UTC`. Required if there are any, ignored otherwise. */
  readonly timeZone?: string;
  /**
   * Present time, before which no run can be scheduled.
   * @default new Date()
   */
  readonly now?: Date;
}

const UNIT_SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;
const LONGEST_RATE = 365 * UNIT_SECONDS.day;

/**
 * Reads the schedule of a job. Case and the number of spaces do not matter; clocks have 24 hours.
 *
 * | text | runs |
 * |---|---|
 * | `every minute`, `every 90 minutes`, `every hour`, `every 2 days` | at that interval, counted from deployment |
 * | `every hour at :15` | 15 minutes past each hour |
 * | `every day at 03:00` | daily |
 * | `every weekday at 07:00` | Monday to Friday |
 * | `every weekend at 10:00` | Saturday and Sunday |
 * | `every monday at 09:30`, `every mon, wed and fri at 09:30` | on those days |
 * | `every month on the 1st at 00:15`, `every month on day 15 at 06:00` | days 1 to 28 |
 * | `30 9 * * MON-FRI` | cron, five fields: see `parseCron` |
 * | `at 2027-01-01T09:00` | once, in the local time of `timeZone` |
 * | `at 2027-01-01T09:00Z`, `at 2027-01-01T09:00:00+01:00`, a `Date` | once, at that instant |
 *
 * @throws ParseError with one of these codes: SCHED_SYNTAX, SCHED_FAST (under a minute), SCHED_RATE (0, fractions, over
 * a year), SCHED_MONTH_DAY, SCHED_DATE (no such date), SCHED_LOCAL (a local time that summer time skips or repeats),
 * SCHED_PRECISION (parts of a second), SCHED_PAST, ZONE_REQUIRED, CRON_ZONE, CRON_FIELDS, CRON_SYNTAX, CRON_BOTH,
 * CRON_NEVER
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseSchedule(text: string | Date, options: ScheduleOptions = {}): Schedule {
  const timeZone = options.timeZone === undefined ? undefined : checkTimeZone(options.timeZone);
  const now = options.now ?? new Date();
  if (text instanceof Date) return onceAt(text, now);
  const plain = String(text);
  const [, foreign, inside = ''] = /^\s*(rate|cron|at)\s*\((.*)\)\s*$/is.exec(plain) ?? [];
  if (foreign !== undefined) throw awsSpelling(foreign.toLowerCase(), inside.trim());
  if (looksLikeCron(plain)) return cronSchedule(plain, timeZone);
  const read = readScheduleText(plain);
  if (read.kind === 'cron') return cronSchedule(read.expression, timeZone);
  if (read.kind === 'rate') return rateSchedule(read.amount, read.unit);
  return read.offset === undefined
    ? onceLocal(read.local, timeZone, now)
    : onceAt(dateOf(read.local, read.offset), now);
}

/** Begins with digits or a sign, or one of five to seven fields is `*` or `?`. */
function looksLikeCron(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  const stars = parts.length >= 5 && parts.length <= 7 && parts.some((part) => part === '*' || part === '?');
  return stars || /^\s*(?:[*@?]|\d[\d,/*-]*\s+[\d*?,/LW-]+\s)/.test(text);
}

function awsSpelling(kind: string, inner: string): ParseError {
  const rate = /^(\d+)\s+(minute|hour|day)s?$/i.exec(inner);
  const spelling: Record<string, string> = {
    rate: rate
      ? `\`${`every ${Number(rate[1]) === 1 ? rate[2] : `${rate[1]} ${rate[2]}s`}`.toLowerCase()}\``
      : 'a rate, such as `every 5 minutes`',
    cron: `five fields, ${suggestion(inner.split(/\s+/))}`,
    at: /^[\dT:-]{16,19}$/.test(inner) ? `\`at ${inner}\`` : 'a time, such as `at 2027-01-01T09:00`',
  };
  return new ParseError(
    'CRON_FIELDS',
    `is an AWS expression, ${kind}(…), which no other provider understands`,
    `write ${spelling[kind]}`,
  );
}

function rateSchedule(written: string, unit: string): RateSchedule {
  if (unit === 'second') {
    throw new ParseError(
      'SCHED_FAST',
      'is a rate in seconds; schedulers are exact to the minute',
      'use `every minute`, or loop inside one run',
    );
  }
  const amount = Number(written);
  const perUnit = UNIT_SECONDS[unit as RateSchedule['unit']];
  if (amount > 0 && amount * perUnit < 60) {
    throw new ParseError(
      'SCHED_FAST',
      'is less than a minute, and schedulers are exact to the minute',
      'use `every minute`',
    );
  }
  if (!/^\d+$/.test(written) || amount === 0) {
    const minutes = (amount * perUnit) / 60;
    const instead = Number.isInteger(minutes) && minutes > 0 ? `every ${minutes} minutes` : 'every 5 minutes';
    throw new ParseError(
      'SCHED_RATE',
      `has the amount ${written}, which is not a whole number from 1 up`,
      `write \`${instead}\``,
    );
  }
  if (amount * perUnit > LONGEST_RATE) {
    throw new ParseError(
      'SCHED_RATE',
      'is longer than a year; a rate is counted from deployment, and starts again with every replacement',
      'name the dates by a cron expression, such as `0 9 1 1 *`',
    );
  }
  return { kind: 'rate', amount, unit: unit as RateSchedule['unit'], seconds: amount * perUnit };
}

function cronSchedule(text: string, timeZone: string | undefined): CronSchedule {
  const fields = parseCron(text);
  const byTheClock = (['hours', 'daysOfMonth', 'months', 'weekdays'] as const).some(
    (field) => fields[field].length < CRON_FULL[field],
  );
  if (byTheClock && timeZone === undefined) throw zoneRequired();
  return { kind: 'cron', expression: formatCron(fields), fields, timeZone };
}

function zoneRequired(): ParseError {
  return new ParseError(
    'ZONE_REQUIRED',
    'names a time of day or a date, but no time zone',
    "add `timeZone`, such as `timeZone: 'Europe/Oslo'`, or `'UTC'`",
  );
}

/**
 * Builds a `Date` from ISO 8601 parts. `Date` rolls the 30th of February over into March, so the parts are compared.
 */
function dateOf(local: string, offset: string): Date {
  const full = local.length === 16 ? `${local}:00` : local;
  const shown = new Date(`${full}Z`);
  const instant = new Date(`${full}${offset}`);
  const exists = !Number.isNaN(instant.getTime()) && !Number.isNaN(shown.getTime()) && localText(shown) === full;
  if (exists) return instant;
  throw new ParseError(
    'SCHED_DATE',
    `names ${local}${offset}, which does not exist in the calendar`,
    'name one that exists',
  );
}

function onceLocal(local: string, timeZone: string | undefined, now: Date): OnceSchedule {
  const wall = dateOf(local, 'Z');
  if (timeZone === undefined) throw zoneRequired();
  const [instant, second] = instantsAt(wall, timeZone);
  if (instant === undefined || second !== undefined) {
    throw new ParseError(
      'SCHED_LOCAL',
      `names ${local}, which the clocks of ${timeZone} ${second ? 'show twice' : 'skip'} on the day they are changed`,
      instant && second
        ? `name the instant: \`at ${localText(instant)}Z\` or \`at ${localText(second)}Z\``
        : 'choose another hour, or name the instant with `Z`',
    );
  }
  refusePast(instant, now);
  return { kind: 'once', instant, local: localText(wall), timeZone };
}

function onceAt(instant: Date, now: Date): OnceSchedule {
  if (Number.isNaN(instant.getTime()) || instant.getUTCFullYear() > 9999) {
    throw new ParseError('SCHED_DATE', 'is not a valid date', 'give a `Date` within the years up to 9999');
  }
  if (instant.getUTCMilliseconds() !== 0) {
    throw new ParseError(
      'SCHED_PRECISION',
      'has parts of a second, which no scheduler supports',
      'set the milliseconds to 0',
    );
  }
  refusePast(instant, now);
  return { kind: 'once', instant: new Date(instant), local: localText(instant), timeZone: 'UTC' };
}

function refusePast(instant: Date, now: Date): void {
  if (instant.getTime() > now.getTime()) return;
  throw new ParseError(
    'SCHED_PAST',
    `is in the past (${instant.toISOString()}), so it never runs`,
    'name a future time, or remove the job',
  );
}

function localText(date: Date): string {
  return date.toISOString().slice(0, 19);
}
