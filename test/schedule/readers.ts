import { CronExpressionParser } from 'cron-parser';
import { azureScheduleExpression } from '../../lib/azure/schedules/schedule-expression';
import { cloudflareScheduleExpression } from '../../lib/cloudflare/schedules/schedule-expression';
import { googleScheduleExpression } from '../../lib/google/schedules/schedule-expression';
import { netlifyScheduleExpression } from '../../lib/netlify/schedules/schedule-expression';
import { dueRun } from '../../lib/runtime/schedule-guard';
import type { ProviderSchedule } from '../../lib/schedule/cron-dialect';
import type { Schedule } from '../../lib/schedule/schedule';
import { vercelScheduleExpression } from '../../lib/vercel/schedules/schedule-expression';

// Readers of the dialects, written from the providers' pages. They share no code with the library.

/** Times at which a provider fires after an instant, without end. */
type Reader = (told: ProviderSchedule, after: Date) => Generator<Date>;

/** Cron as unix has it, in UTC: cron-parser reads the fields; of two restricted day fields either is enough. */
function unix(told: ProviderSchedule, after: Date): Generator<Date> {
  const { minute, hour, dayOfMonth, month, dayOfWeek } = CronExpressionParser.parse(told.expression).fields;
  const [minutes, hours, dates, months] = [minute, hour, dayOfMonth, month].map((field) => set(field.values));
  const weekdays = set(dayOfWeek.values);
  const either = !dayOfMonth.isWildcard && !dayOfWeek.isWildcard;
  const isDay = (day: Date) => {
    const byDate = dayOfMonth.isWildcard || dates!.has(day.getUTCDate());
    const byWeekday = weekdays.has(day.getUTCDay());
    return months!.has(day.getUTCMonth() + 1) && (either ? byDate || byWeekday : byDate && byWeekday);
  };
  return utcTimes(after, isDay, hours!, minutes!);
}

const set = (values: readonly (number | string)[]) => new Set(values.map(Number));

/**
 * Cron as unix has it, in the local time of the given zone. It must show each of the times once: the page does not
 * define the others.
 * @see https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules#time_zone
 */
function* google(told: ProviderSchedule, after: Date): Generator<Date> {
  const zone = told.timeZone;
  if (zone === undefined) throw new Error('no zone');
  const [, , date, , weekday] = told.expression.split(' ');
  if (date !== '*' && weekday !== '*') throw new Error(`either day would do: ${told.expression}`);
  for (const wall of unix(told, new Date(after.getTime() - DAY))) {
    const instants = [-1, 1]
      .map((days) => new Date(wall.getTime() - offsetOf(zone, new Date(wall.getTime() + days * DAY))))
      .filter((instant, index, all) => index === 0 || instant.getTime() !== all[0]!.getTime())
      .filter((instant) => instant.getTime() + offsetOf(zone, instant) === wall.getTime());
    if (instants.length !== 1) throw new Error(`${wall.toISOString()} is shown ${instants.length} times in ${zone}`);
    if (instants[0]! > after) yield instants[0]!;
  }
}

const offsetFormats = new Map<string, Intl.DateTimeFormat>();

/** Returns the offset that the machine has for a zone, in milliseconds. */
export function offsetOf(zone: string, at: Date): number {
  const format =
    offsetFormats.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  offsetFormats.set(zone, format);
  const named = format.formatToParts(at).find((part) => part.type === 'timeZoneName')!.value;
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(named)!;
  return sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/**
 * Unix cron as Vercel narrows it: digits only, not both day fields, UTC.
 * @see https://vercel.com/docs/cron-jobs#cron-expression-limitations
 */
function vercel(told: ProviderSchedule, after: Date): Generator<Date> {
  const [, , date, , weekday] = told.expression.split(' ');
  if (/[^\d*,/ -]/.test(told.expression)) throw new Error(`Vercel takes no names: ${told.expression}`);
  if (date !== '*' && weekday !== '*') throw new Error(`Vercel takes one day field: ${told.expression}`);
  if (told.timeZone !== undefined) throw new Error('Vercel reads UTC');
  return unix(told, after);
}

/** Netlify reads crontab, in UTC. */
function netlify(told: ProviderSchedule, after: Date): Generator<Date> {
  if (told.timeZone !== undefined) throw new Error('Netlify reads UTC');
  return unix(told, after);
}

const DAY = 86_400_000;
const NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * NCRONTAB: {second} {minute} {hour} {day} {month} {day-of-week}, Sunday 0, all fields must fit, UTC.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 */
function azure(told: ProviderSchedule, after: Date): Generator<Date> {
  const fields = told.expression.split(' ');
  if (fields.length !== 6 || told.timeZone !== undefined) throw new Error(`not NCRONTAB in UTC: ${told.expression}`);
  const [second, minute, hour, date, month, weekday] = fields.map((field, index) =>
    valuesOf(field, index === 3 || index === 4 ? 1 : 0, [59, 59, 23, 31, 12, 6][index]!),
  );
  if (second!.size !== 1 || !second!.has(0)) throw new Error(`more than once a minute: ${told.expression}`);
  const isDay = (day: Date) =>
    date!.has(day.getUTCDate()) && month!.has(day.getUTCMonth() + 1) && weekday!.has(day.getUTCDay());
  return utcTimes(after, isDay, hour!, minute!);
}

/**
 * Cloudflare: five fields, weekdays 1 (Sunday) to 7 or names, UTC; of two restricted day fields either is enough.
 * @see https://developers.cloudflare.com/workers/configuration/cron-triggers/#supported-cron-expressions
 */
function cloudflare(told: ProviderSchedule, after: Date): Generator<Date> {
  const fields = told.expression.split(' ');
  if (fields.length !== 5 || told.timeZone !== undefined) throw new Error(`not five fields in UTC: ${told.expression}`);
  const [minute, hour, date, month] = fields.slice(0, 4).map((field, index) => {
    return valuesOf(field, index < 2 ? 0 : 1, [59, 23, 31, 12][index]!);
  });
  const weekday = valuesOf(fields[4]!, 1, 7, (name) => NAMES.indexOf(name) + 1);
  const either = fields[2] !== '*' && fields[4] !== '*';
  const isDay = (day: Date) => {
    const [byDate, byWeekday] = [date!.has(day.getUTCDate()), weekday.has(day.getUTCDay() + 1)];
    return month!.has(day.getUTCMonth() + 1) && (either ? byDate || byWeekday : byDate && byWeekday);
  };
  return utcTimes(after, isDay, hour!, minute!);
}

function valuesOf(field: string, first: number, last: number, named?: (name: string) => number): Set<number> {
  const values = new Set<number>();
  const number = (word: string): number => {
    const value = /^\d+$/.test(word) ? Number(word) : (named?.(word) ?? Number.NaN);
    if (!(value >= first && value <= last)) throw new Error(`no such value in ${field}: ${word}`);
    return value;
  };
  for (const item of field.split(',')) {
    const [range, step, ...rest] = item.split('/');
    if (rest.length > 0) throw new Error(`two steps: ${item}`);
    const ends = range === '*' ? [first, last] : range!.split('-').map(number);
    const low = ends[0]!;
    const high = ends[1] ?? (step === undefined ? low : last);
    if (high < low) throw new Error(`backward range: ${item}`);
    for (let value = low; value <= high; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

function* utcTimes(
  after: Date,
  isDay: (day: Date) => boolean,
  hours: ReadonlySet<number>,
  minutes: ReadonlySet<number>,
): Generator<Date> {
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => (hour * 60 + minute) * 60_000));
  times.sort((one, other) => one - other);
  const start = Math.floor(after.getTime() / DAY);
  for (let day = start; day < start + 366 * 41; day++) {
    if (!isDay(new Date(day * DAY))) continue;
    for (const time of times) {
      if (day * DAY + time > after.getTime()) yield new Date(day * DAY + time);
    }
  }
}

export interface Dialect {
  readonly name: string;
  readonly render: (schedule: Schedule) => ProviderSchedule;
  readonly firings: Reader;
}

export const dialects: readonly Dialect[] = [
  { name: 'google', render: googleScheduleExpression, firings: google },
  { name: 'azure', render: azureScheduleExpression, firings: azure },
  { name: 'cloudflare', render: cloudflareScheduleExpression, firings: cloudflare },
  { name: 'vercel', render: vercelScheduleExpression, firings: vercel },
  { name: 'netlify', render: netlifyScheduleExpression, firings: netlify },
];

/**
 * Times at which a job runs that a provider fires and its adapter guards. The guard goes through JSON, as in a bundle.
 */
export function* runs(dialect: Dialect, schedule: Schedule, after: Date): Generator<Date> {
  const told = dialect.render(schedule);
  const guard = told.guard && JSON.stringify(told.guard);
  for (const firing of dialect.firings(told, after)) {
    const run = guard === undefined ? firing : answer(guard, firing);
    if (run) yield run;
  }
}

let guarded: string | undefined;
const answers = new Map<number, Date | undefined>();

/** Results of a guard. Cached until another one is used, because it is slow and four of the dialects use the same. */
function answer(guard: string, firing: Date): Date | undefined {
  if (guard !== guarded) answers.clear();
  guarded = guard;
  if (!answers.has(firing.getTime())) answers.set(firing.getTime(), dueRun(JSON.parse(guard), firing));
  return answers.get(firing.getTime());
}

/** Returns the first `count` of them. */
export function take(count: number, dates: Generator<Date>): Date[] {
  const taken: Date[] = [];
  while (taken.length < count) {
    const next = dates.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

/** Returns those up to an instant, inclusive. */
export function until(end: Date, dates: Generator<Date>): Date[] {
  const taken: Date[] = [];
  for (const date of dates) {
    if (date > end) break;
    taken.push(date);
  }
  return taken;
}
