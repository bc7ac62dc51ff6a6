import { ParseError } from '../errors';
import { itemAt } from '../lookup';

/** Content of a readable text, before dates and zones are resolved. */
export type ScheduleText =
  | { readonly kind: 'rate'; readonly amount: string; readonly unit: string }
  | { readonly kind: 'cron'; readonly expression: string }
  | { readonly kind: 'once'; readonly local: string; readonly offset: string | undefined };

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const WEEKDAY = '(?:sun(?:day)?|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?)';
const TIME = '(?<hour>[01]\\d|2[0-3]):(?<minute>[0-5]\\d)';

type Groups = Record<string, string | undefined>;
interface Form {
  readonly pattern: RegExp;
  readonly example: string;
  read(groups: Groups): ScheduleText;
}

const clock = (groups: Groups) => `${Number(groups.minute)} ${Number(groups.hour)}`;
const cron = (expression: string): ScheduleText => ({ kind: 'cron', expression });

/** Grammar, a row for each form. `parseSchedule` documents it. */
const FORMS: readonly Form[] = [
  {
    pattern: /^every (?:(?<amount>[\d.]+) )?(?<unit>second|minute|hour|day)s?$/,
    example: 'every 5 minutes',
    read: ({ amount = '1', unit = '' }) => ({ kind: 'rate', amount, unit }),
  },
  {
    pattern: /^every hour at :(?<minute>[0-5]\d)$/,
    example: 'every hour at :15',
    read: (groups) => cron(`${Number(groups.minute)} * * * *`),
  },
  {
    pattern: new RegExp(`^every day at ${TIME}$`),
    example: 'every day at 03:00',
    read: (groups) => cron(`${clock(groups)} * * *`),
  },
  {
    pattern: new RegExp(`^every weekday at ${TIME}$`),
    example: 'every weekday at 07:00',
    read: (groups) => cron(`${clock(groups)} * * 1-5`),
  },
  {
    pattern: new RegExp(`^every weekend at ${TIME}$`),
    example: 'every weekend at 10:00',
    read: (groups) => cron(`${clock(groups)} * * 0,6`),
  },
  {
    pattern: new RegExp(`^every (?<days>${WEEKDAY}(?:(?:, ?| and |, and )${WEEKDAY})*) at ${TIME}$`),
    example: 'every monday at 09:30',
    read: (groups) => cron(`${clock(groups)} * * ${weekdayNumbers(groups.days ?? '')}`),
  },
  {
    pattern: new RegExp(`^every month on (?:the (?<nth>\\d{1,2})(?:st|nd|rd|th)|day (?<day>\\d{1,2})) at ${TIME}$`),
    example: 'every month on the 1st at 00:15',
    read: (groups) => cron(`${clock(groups)} ${dayOfEveryMonth(groups)} * *`),
  },
  {
    pattern: /^at (?<local>\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?)(?<offset>z|[+-]\d\d:\d\d)?$/,
    example: 'at 2027-01-01T09:00',
    read: ({ local = '', offset }) => ({ kind: 'once', local: local.toUpperCase(), offset: offset?.toUpperCase() }),
  },
];

function weekdayNumbers(days: string): string {
  return [...new Set(days.split(/, and |, ?| and /).map((day) => WEEKDAYS.indexOf(day.slice(0, 3))))].join(',');
}

function dayOfEveryMonth(groups: Groups): number {
  const day = Number(groups.nth ?? groups.day);
  if (day >= 1 && day <= 28) return day;
  throw new ParseError(
    'SCHED_MONTH_DAY',
    `asks for day ${day} of every month, which ${day >= 29 && day <= 31 ? 'not every month has' : 'no month has'}`,
    `choose a day from 1 to 28, or write \`${clock(groups)} ${day >= 29 && day <= 31 ? day : 28} * *\` with its zone, which skips the months without that day`,
  );
}

/**
 * Reads a schedule in words (not a cron expression).
 *
 * @throws ParseError SCHED_SYNTAX with the nearest form, SCHED_MONTH_DAY
 */
export function readScheduleText(text: string): ScheduleText {
  const read = match(text);
  if (read) return read;
  const meant = mendedText(text);
  throw new ParseError(
    'SCHED_SYNTAX',
    'is not a schedule: neither `every …`, `at …` nor a cron expression of five fields',
    meant === undefined
      ? `did you mean \`${nearestExample(text)}\`, or another form: ${FORMS.map((form) => `\`${form.example}\``).join(', ')}`
      : `did you mean \`${meant}\``,
  );
}

function match(text: string): ScheduleText | undefined {
  const plain = tidy(text);
  for (const form of FORMS) {
    const found = form.pattern.exec(plain);
    if (found) return form.read(found.groups ?? {});
  }
  return undefined;
}

/** Common mistakes, with the portable spelling. In order: later rules see the result of earlier ones. */
const SLIPS: readonly (readonly [RegExp, string | ((...found: string[]) => string)])[] = [
  [/\b(\d{1,2})(?::(\d\d))? ?([ap])\.?m\.?(?![a-z])/g, (_, hour = '', minute, half = '') => to24(hour, minute, half)],
  [/\b(?:each|once an?|once every|per)\b/g, 'every'],
  [/\beveryday\b|\bdaily\b/g, 'every day'],
  [/\bhourly\b/g, 'every hour'],
  [/\bmins?\b/g, 'minutes'],
  [/\bhrs?\b/g, 'hours'],
  [/\b(weekday|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s\b/g, '$1'],
  [/\bmidnight\b/g, '00:00'],
  [/\bnoon\b/g, '12:00'],
  [/\b(\d):(\d\d)\b/g, '0$1:$2'],
  [/^(?:at )?(\d{4}-\d\d-\d\d)[ t](?=\d)/, 'at $1t'],
  [/^ever?r?y? (?=\S)/, 'every '],
  [/^(?!every |at )(?:on )?/, 'every '],
  [/^every month (?=the |day |\d)/, 'every month on '],
  [/^every (?:the )?(\d{1,2}(?:st|nd|rd|th)) of (?:the |each |every )?month/, 'every month on the $1'],
  [/ on (?=\d{1,2}(?:st|nd|rd|th) )/, ' on the '],
  [/ on (?=\d{1,2} )/, ' on day '],
  [/(?<! at) (\d\d:\d\d)$/, ' at $1'],
];

function to24(hour: string, minute: string | undefined, half: string): string {
  const shown = (Number(hour) % 12) + (half === 'p' ? 12 : 0);
  return `${String(shown).padStart(2, '0')}:${minute ?? '00'}`;
}

const tidy = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ');

function mendedText(text: string): string | undefined {
  const mended = SLIPS.reduce((so, [slip, spelling]) => so.replace(slip, spelling as string), tidy(text).slice(0, 80));
  const weeks = /^every (\d{1,2}) weeks?$/.exec(mended);
  if (weeks) return `every ${Number(weeks[1]) * 7} days`;
  const found = [mended, `${mended} at 09:00`].find(mends);
  return found?.replace(/(\d)t(?=\d)/, '$1T').replace(/(\d)z$/, '$1Z');
}

function nearestExample(text: string): string {
  const distances = FORMS.map((form) => [distance(tidy(text).slice(0, 80), form.example), form.example] as const);
  return distances.reduce((best, next) => (next[0] < best[0] ? next : best))[1];
}

function mends(text: string): boolean {
  try {
    return match(text) !== undefined;
  } catch {
    return false;
  }
}

/** Returns the number of letters to change to turn one text into another. */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1;
      current.push(
        Math.min(itemAt(previous, column) + 1, itemAt(current, -1) + 1, itemAt(previous, column - 1) + same),
      );
    }
    previous = current;
  }
  return itemAt(previous, -1);
}
